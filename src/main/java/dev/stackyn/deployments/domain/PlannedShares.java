package dev.stackyn.deployments.domain;

import dev.stackyn.billing.domain.Entitlements;
import dev.stackyn.billing.domain.Feature;
import dev.stackyn.billing.domain.Limits;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;

/** {@link BuildShares} as their plans have it. */
@Singleton
final class PlannedShares implements BuildShares {
  private final Entitlements entitlements;

  PlannedShares(Entitlements entitlements) {
    this.entitlements = entitlements;
  }

  @Override
  public BuildTicket.Share of(UserId owner) {
    Limits limits = entitlements.of(owner).limits();
    return new BuildTicket.Share(
        limits.concurrentBuilds(), limits.features().has(Feature.PRIORITY_BUILDS));
  }
}
