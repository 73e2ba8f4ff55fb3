package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.ports.BuildLimits;
import dev.stackyn.deployments.ports.BuildHost;
import dev.stackyn.platform.domain.Variables;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What builds may take of the machine they run on.
 *
 * @param atOnce how many run beside each other on one engine; unset: one less than it has cores
 */
public record BuildSettings(
    Optional<Integer> atOnce, OfOne ofOne, OfAll ofAll, long freeDisk, long cache) {
  private static final long LOG = 8L << 20;
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,4}(\\.\\d{1,3})?");
  private static final double LEAST_CPUS = 0.1;

  /** What a single build may take, in time and in bytes. */
  public record OfOne(Duration time, long context, long image) {}

  /**
   * What all of them together may take.
   *
   * @param memory in bytes; unset: half of what the machine has
   * @param cpus in cores; unset: half a core less than it has
   */
  public record OfAll(Optional<Long> memory, Optional<Double> cpus, int processes) {}

  public static BuildSettings from(Variables variables) {
    return new BuildSettings(
        variables.text("STACKYN_BUILDS").asWhole(1, 256).optional(),
        new OfOne(
            variables
                .text("STACKYN_BUILD_TIMEOUT")
                .asDuration(Duration.ofSeconds(10), Duration.ofHours(6))
                .or(Duration.ofMinutes(15)),
            variables.text("STACKYN_BUILD_MAX_CONTEXT").asBytes(1 << 10, 1L << 40).or(500L << 20),
            variables.text("STACKYN_BUILD_MAX_IMAGE").asBytes(1 << 20, 1L << 40).or(4L << 30)),
        new OfAll(
            variables.text("STACKYN_BUILD_MEMORY").asBytes(64 << 20, 1L << 45).optional(),
            variables.text("STACKYN_BUILD_CPUS").as(BuildSettings::cpus).optional(),
            variables.text("STACKYN_BUILD_PROCESSES").asWhole(64, 1 << 22).or(4_096)),
        variables.text("STACKYN_BUILD_FREE_DISK").asBytes(0, 1L << 45).or(2L << 30),
        variables.text("STACKYN_BUILD_CACHE").asBytes(0, 1L << 45).or(10L << 30));
  }

  private static double cpus(String text) {
    double cpus = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : 0;
    if (cpus < LEAST_CPUS) {
      throw new IllegalArgumentException("must be a number of cores such as 1.5, 0.1 at least");
    }
    return cpus;
  }

  public int atOnce(BuildHost.Facts host) {
    return atOnce.orElse(Math.max(1, host.cpus() - 1));
  }

  /** Bytes for all builds together. */
  public long memory(BuildHost.Facts host) {
    return ofAll.memory().orElse(host.memory() / 2);
  }

  /** Cores for all builds together. */
  public double cpus(BuildHost.Facts host) {
    return ofAll.cpus().orElse(Math.max(0.5, host.cpus() - 0.5));
  }

  /** For one build, where each can be bounded by itself: its share of what is for all. */
  public BuildLimits limits(BuildHost.Facts host) {
    return new BuildLimits(
        ofOne.time(), ofOne.context(), ofOne.image(), memory(host) / atOnce(host), LOG);
  }
}
