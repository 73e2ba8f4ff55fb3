package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.Vigil.Tolerance;
import dev.stackyn.platform.domain.Variables;
import java.time.Duration;

/**
 * How versions are watched that have just taken over.
 *
 * @param window for how long the version before is kept; zero: it goes at once, and nobody watches
 */
public record WatchSettings(Duration window, Tolerance tolerance) {
  /** What routers tell each other of a switch they tell for longer than this. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final double PERCENT = 100;

  public static WatchSettings from(Variables variables) {
    return new WatchSettings(
        variables
            .text("STACKYN_WATCH_WINDOW")
            .asDuration(Duration.ZERO, LONGEST)
            .or(Duration.ofMinutes(1)),
        new Tolerance(
            variables.text("STACKYN_WATCH_MARGIN").asWhole(0, 100).or(20) / PERCENT,
            variables.text("STACKYN_WATCH_REQUESTS").asWhole(1, 1_000_000).or(20)));
  }

  public boolean isOn() {
    return window.isPositive();
  }
}
