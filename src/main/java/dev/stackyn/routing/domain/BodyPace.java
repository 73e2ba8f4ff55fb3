package dev.stackyn.routing.domain;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;

/**
 * How slowly the body of a request may come in.
 *
 * @param bytesPerSecond at least so many, over time; 0 when it may be as slow as it likes
 * @param grace how long it may fall short of that, or say nothing at all
 */
public record BodyPace(int bytesPerSecond, Duration grace) {
  private static final int MOST = 1 << 30;

  public BodyPace {
    if (bytesPerSecond < 0 || !grace.isPositive()) {
      throw new IllegalArgumentException("a pace is not negative, and its grace takes time");
    }
  }

  static BodyPace from(Variables variables) {
    return new BodyPace(
        variables.text("STACKYN_ROUTER_BODY_PACE").asWhole(0, MOST).or(1_024),
        variables
            .text("STACKYN_ROUTER_BODY_GRACE")
            .asDuration(Duration.ofMillis(100), Duration.ofHours(1))
            .or(Duration.ofMinutes(1)));
  }

  public boolean isAsked() {
    return bytesPerSecond > 0;
  }
}
