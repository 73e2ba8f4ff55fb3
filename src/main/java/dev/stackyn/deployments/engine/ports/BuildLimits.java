package dev.stackyn.deployments.engine.ports;

import java.time.Duration;

/**
 * What one build may take.
 *
 * @param time from its beginning to its end, base images included
 * @param context bytes of the files that are sent to the engine
 * @param image bytes of the image that comes out
 * @param memory bytes that one step may use, where the engine can bound it: with BuildKit it cannot
 * @param log bytes of the log
 */
public record BuildLimits(Duration time, long context, long image, long memory, long log) {
  public BuildLimits {
    if (time.isNegative()
        || time.isZero()
        || context <= 0
        || image <= 0
        || memory <= 0
        || log <= 0) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
