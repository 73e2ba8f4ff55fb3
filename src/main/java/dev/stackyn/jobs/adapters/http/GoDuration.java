package dev.stackyn.jobs.adapters.http;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as the Go language writes them, which is what dashboards of this kind show. */
final class GoDuration {
  private static final long SECOND = 1_000;

  private GoDuration() {}

  /** Such as {@code 4m30s}, {@code 1h0m2.5s} or {@code 350ms}; finer than that is not told. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis < SECOND) {
      return millis + "ms";
    }
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    String seconds = seconds(duration.toSecondsPart() * SECOND + duration.toMillisPart());
    String minutesOn = hours > 0 || minutes > 0 ? minutes + "m" + seconds : seconds;
    return hours > 0 ? hours + "h" + minutesOn : minutesOn;
  }

  private static String seconds(long millis) {
    BigDecimal seconds = BigDecimal.valueOf(millis, 3).stripTrailingZeros();
    return seconds.toPlainString() + "s";
  }
}
