package dev.stackyn.billing.domain;

import dev.stackyn.billing.domain.BillingSettings.GivenLimits;
import dev.stackyn.billing.ports.Host;
import jakarta.inject.Singleton;

/**
 * The limits of everybody where nothing is billed: as much as the host carries, unless the settings
 * say otherwise.
 */
@Singleton
public class HouseLimits {
  /** What the platform itself and its database need. */
  private static final int RESERVED_MB = 1024;

  /** What one small app takes. */
  private static final int MB_PER_APP = 128;

  private final GivenLimits given;
  private final Host host;

  public HouseLimits(BillingSettings settings, Host host) {
    this.given = settings.defaultLimits();
    this.host = host;
  }

  Limits of(Features features) {
    int memory = given.memoryMb().orElseGet(this::memory);
    return new Limits(
        given.apps().orElseGet(() -> Math.max(1, memory / MB_PER_APP)),
        memory,
        given.diskMb().orElseGet(() -> atLeastOne(host.diskMb())),
        given.builds().orElseGet(() -> Math.max(1, host.processors() / 2)),
        features);
  }

  /** A host that has hardly more than the reserve shares what it has. */
  private int memory() {
    long all = host.memoryMb();
    return atLeastOne(Math.max(all - RESERVED_MB, all / 2));
  }

  private static int atLeastOne(long megabytes) {
    return Math.clamp(megabytes, 1, Integer.MAX_VALUE);
  }
}
