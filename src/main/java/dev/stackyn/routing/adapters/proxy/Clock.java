package dev.stackyn.routing.adapters.proxy;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A deadline that moves again and again, and is almost never reached. Only moving it to an earlier
 * time costs a timer.
 */
final class Clock {
  private final EventExecutor loop;
  private final Runnable late;
  private long deadline;
  private long rings;
  private @Nullable ScheduledFuture<?> timer;

  Clock(EventExecutor loop, Runnable late) {
    this.loop = loop;
    this.late = late;
  }

  void ringIn(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
    if (timer != null && rings - deadline > 0) {
      stop();
    }
    if (timer == null) {
      start(time.toNanos());
    }
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void start(long nanos) {
    rings = deadline;
    timer = loop.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
  }

  private void ring() {
    timer = null;
    long left = deadline - System.nanoTime();
    if (left > 0) {
      start(left);
    } else {
      late.run();
    }
  }
}
