package dev.stackyn.deployments.adapters.docker;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does short things after a while, unless they are no longer wanted. */
public final class Alarms implements AutoCloseable {
  private final ScheduledThreadPoolExecutor clockwork =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("docker-alarms").factory());

  /** Takes the alarm back. */
  public interface Alarm extends AutoCloseable {
    @Override
    void close();
  }

  public Alarms() {
    clockwork.setRemoveOnCancelPolicy(true);
  }

  /** The action must not block: all others wait behind it. */
  public Alarm after(Duration wait, Runnable action) {
    ScheduledFuture<?> pending = clockwork.schedule(action, wait.toMillis(), TimeUnit.MILLISECONDS);
    return () -> pending.cancel(false);
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
