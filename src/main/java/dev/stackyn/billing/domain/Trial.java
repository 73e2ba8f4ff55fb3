package dev.stackyn.billing.domain;

import java.time.Duration;
import java.time.Instant;

/** The days that a new user has without paying. */
public record Trial(Instant startedAt, Instant endsAt) {
  public static final Duration LENGTH = Duration.ofDays(7);

  /** How long before its end the user is reminded. */
  static final Duration NOTICE = Duration.ofDays(1);

  public Trial {
    if (!endsAt.isAfter(startedAt)) {
      throw new IllegalArgumentException("a trial ends after it has begun");
    }
  }

  static Trial from(Instant now) {
    return new Trial(now, now.plus(LENGTH));
  }

  public boolean isOver(Instant now) {
    return !now.isBefore(endsAt);
  }
}
