package dev.stackyn.billing.domain;

import dev.stackyn.billing.ports.PlanStore;
import dev.stackyn.billing.ports.SubscriptionStore;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Plans that administrators give. They cost nothing, and hold until the user buys another. */
@Singleton
public class PlanChanges {
  private final Subscriptions subscriptions;
  private final SubscriptionStore store;
  private final PlanStore plans;
  private final AuditLog audit;

  public PlanChanges(
      Subscriptions subscriptions, SubscriptionStore store, PlanStore plans, AuditLog audit) {
    this.subscriptions = subscriptions;
    this.store = store;
    this.plans = plans;
    this.audit = audit;
  }

  @Transactional
  void give(Caller by, UserId user, PlanName plan) {
    if (plans.find(plan).isEmpty()) {
      throw PlanName.unknown(plan.value());
    }
    Subscription before = subscriptions.locked(user);
    store.save(before.granted(plan));
    audit.record(
        by.actor(),
        "user.plan_changed",
        user.toString(),
        Map.of("from", before.tariff().effective().value(), "to", plan.value()));
  }
}
