package dev.stackyn.billing.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * What a user has at one moment: the one effective plan, shown and enforced alike. Without billing
 * there is no subscription behind it.
 */
public record Entitlement(
    BillingStatus billing,
    SubscriptionStatus status,
    Plan plan,
    Optional<Subscription> subscription) {
  public Entitlement {
    Objects.requireNonNull(billing, "billing");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(subscription, "subscription");
  }

  public Limits limits() {
    return plan.limits();
  }

  public Optional<Trial> trial() {
    return subscription.map(Subscription::trial);
  }
}
