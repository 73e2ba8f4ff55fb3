package dev.stackyn.apps.domain;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;

/**
 * When apps sleep.
 *
 * @param after for how long nobody has asked for one by then; zero: none ever does
 */
public record SleepSettings(Duration after) {
  public static SleepSettings from(Variables variables) {
    return new SleepSettings(
        variables
            .text("STACKYN_SLEEP_AFTER")
            .asDuration(Duration.ZERO, Duration.ofDays(30))
            .or(Duration.ofMinutes(30)));
  }

  public boolean isOn() {
    return after.isPositive();
  }
}
