package dev.stackyn.deployments.domain;

import dev.stackyn.platform.domain.Variables;

/**
 * What containers stand on, and what makes their images.
 *
 * @param networks where the apps' small networks are cut from
 * @param wall whether containers are kept from this host by its packet filter
 * @param builder which of the engine's builders makes images
 */
public record ContainerSettings(Subnet networks, Wall wall, Builder builder) {
  /** How many bits a network of one app has: thirteen containers are more than it ever needs. */
  public static final int NETWORK_BITS = 28;

  private static final int LARGEST_POOL = 8;
  private static final int SMALLEST_POOL = 24;
  private static final Subnet USUAL = new Subnet((10 << 24) | (213 << 16), 16);

  /** Whether the packet filter is touched. */
  public enum Wall {
    /** Where this process may. */
    AUTO,
    /** Never: somebody else sees to it. */
    OFF
  }

  /** Who builds. */
  public enum Builder {
    /** Quick, and knows everything; how much memory a build takes it cannot bound. */
    BUILDKIT,
    /** Bounds each build's memory, and knows less. */
    CLASSIC
  }

  public static ContainerSettings from(Variables variables) {
    return new ContainerSettings(
        variables.text("STACKYN_NETWORKS").as(ContainerSettings::pool).or(USUAL),
        variables.text("STACKYN_WALL").asOneOf(Wall.class).or(Wall.AUTO),
        variables.text("STACKYN_BUILDER").asOneOf(Builder.class).or(Builder.BUILDKIT));
  }

  private static Subnet pool(String text) {
    return Subnet.parse(text)
        .filter(pool -> pool.bits() >= LARGEST_POOL && pool.bits() <= SMALLEST_POOL)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be a range of IPv4 addresses from /8 to /24, such as 10.213.0.0/16"));
  }
}
