package dev.stackyn.deployments.adapters.wiring;

import dev.stackyn.deployments.engine.ports.Pause;
import dev.stackyn.kernel.Stop;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time as it passes. */
@Singleton
final class RealPause implements Pause, AutoCloseable {
  private final ScheduledThreadPoolExecutor clockwork =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("deployment-alarms").factory());

  RealPause() {
    clockwork.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void rest(Duration time, Stop stop) {
    CountDownLatch asked = new CountDownLatch(1);
    try (Stop.Hook _ = stop.whenAsked(asked::countDown)) {
      if (asked.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        stop.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop.Stopped("was interrupted");
    }
  }

  @Override
  public Alarm after(Duration time, Runnable action) {
    ScheduledFuture<?> pending = clockwork.schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
    return () -> pending.cancel(false);
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime());
  }

  @Override
  @PreDestroy
  public void close() {
    clockwork.shutdownNow();
  }
}
