package dev.stackyn.jobs.domain;

import dev.stackyn.kernel.RandomSource;
import java.time.Duration;

/**
 * For how long a job rests after it failed: twice as long each time, and never for all jobs the
 * same, so that what failed together does not come back together.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int DOUBLINGS = 12;

  private final RandomSource random;

  Backoff(RandomSource random) {
    this.random = random;
  }

  /** Between three quarters and five quarters of the doubled time. */
  Duration after(int failures) {
    long doubled = FIRST.toMillis() << Math.clamp(failures - 1, 0, DOUBLINGS);
    long millis = Math.min(doubled, LONGEST.toMillis());
    return Duration.ofMillis(millis * 3 / 4 + random.below((int) (millis / 2)));
  }
}
