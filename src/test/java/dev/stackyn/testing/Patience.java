package dev.stackyn.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what takes long, as long as it gets on. */
public final class Patience {
  private static final Duration STANDSTILL = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

  private Patience() {}

  /** Until the condition holds; something whose progress stands still for a minute is given up. */
  public static void until(String what, BooleanSupplier condition, LongSupplier progress) {
    long before = progress.getAsLong();
    long moved = System.nanoTime();
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = progress.getAsLong();
      if (now != before) {
        before = now;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STANDSTILL.toNanos()) {
        throw new IllegalStateException(
            "for %d s nothing moved: %s (at %d)".formatted(STANDSTILL.toSeconds(), what, now));
      }
    }
  }
}
