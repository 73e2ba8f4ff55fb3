package dev.stackyn.deployments.engine;

import java.time.Duration;

/** What a container may use, and how long it may take to end. */
public record Bounds(long memoryBytes, double cpus, int processes, Duration stopGrace) {
  public Bounds {
    if (memoryBytes <= 0 || cpus <= 0 || processes <= 0 || stopGrace.isNegative()) {
      throw new IllegalArgumentException("bounds are positive");
    }
  }
}
