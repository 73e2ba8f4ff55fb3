package dev.stackyn.billing.domain;

import dev.stackyn.billing.ports.PlanStore;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What users have now: whoever shows or enforces a plan or a limit asks here. */
@Singleton
public class Entitlements {
  private final Subscriptions subscriptions;
  private final PlanStore plans;
  private final HouseLimits houseLimits;
  private final BillingSettings settings;
  private final Clock clock;

  public Entitlements(
      Subscriptions subscriptions,
      PlanStore plans,
      HouseLimits houseLimits,
      BillingSettings settings,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.plans = plans;
    this.houseLimits = houseLimits;
    this.settings = settings;
    this.clock = clock;
  }

  @Transactional
  public Entitlement of(UserId user) {
    if (settings.on()) {
      return entitlement(subscriptions.of(user), plansByName());
    }
    return of(Set.of(user)).values().iterator().next();
  }

  /** Of all of them at once: what it costs does not grow with their number. */
  @Transactional
  public Map<UserId, Entitlement> of(Set<UserId> users) {
    Map<PlanName, Plan> known = plansByName();
    return subscriptions.of(users).values().stream()
        .collect(
            Collectors.toMap(Subscription::user, subscription -> entitlement(subscription, known)));
  }

  private Map<PlanName, Plan> plansByName() {
    return plans.all().stream().collect(Collectors.toMap(Plan::name, Function.identity()));
  }

  private Entitlement entitlement(Subscription subscription, Map<PlanName, Plan> known) {
    if (!settings.on()) {
      return free(subscription, known);
    }
    return new Entitlement(
        subscription.billingStatus(clock.instant()),
        subscription.statusAt(clock.instant()),
        plan(subscription.tariff().effective(), known),
        Optional.of(subscription));
  }

  /** Where nothing is billed, only an administrator can give anything less than everything. */
  private Entitlement free(Subscription subscription, Map<PlanName, Plan> known) {
    Plan pro = plan(PlanName.PRO, known);
    return new Entitlement(
        BillingStatus.ACTIVE,
        SubscriptionStatus.ACTIVE,
        subscription
            .tariff()
            .granted()
            .map(granted -> plan(granted, known))
            .orElseGet(() -> pro.with(houseLimits.of(pro.limits().features()))),
        Optional.empty());
  }

  private static Plan plan(PlanName name, Map<PlanName, Plan> known) {
    return Optional.ofNullable(known.get(name))
        .orElseThrow(() -> new IllegalStateException("there is no plan " + name));
  }
}
