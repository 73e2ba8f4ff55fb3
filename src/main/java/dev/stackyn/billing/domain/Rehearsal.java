package dev.stackyn.billing.domain;

import dev.stackyn.billing.ports.PlanStore;
import dev.stackyn.billing.ports.SubscriptionStore;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Puts one's own subscription into any state, on platforms that are only for trying things out. */
@Singleton
public class Rehearsal {
  private final Subscriptions subscriptions;
  private final SubscriptionStore store;
  private final PlanStore plans;
  private final AuditLog audit;
  private final Clock clock;

  /** What is not said stays as it is. */
  public record Scene(
      Optional<BillingStatus> status, Optional<PlanName> plan, Optional<Instant> trialEndsAt) {}

  public Rehearsal(
      Subscriptions subscriptions,
      SubscriptionStore store,
      PlanStore plans,
      AuditLog audit,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.store = store;
    this.plans = plans;
    this.audit = audit;
    this.clock = clock;
  }

  /** Not one of the moves that a subscription makes: it is simply put there. */
  @Transactional
  public Subscription play(Caller caller, Scene scene) {
    scene
        .plan
        .filter(name -> plans.find(name).isEmpty())
        .ifPresent(name -> {
          throw PlanName.unknown(name.value());
        });
    Subscription before = subscriptions.locked(caller.id());
    Trial trial = trial(before, scene);
    Subscription after =
        new Subscription(
            before.user(),
            new Subscription.Tariff(
                scene.plan.orElse(before.tariff().effective()), Optional.empty()),
            scene.status.map(Rehearsal::status).orElse(before.status()),
            trial,
            before.purchase());
    store.save(after);
    audit.record(
        caller.actor(),
        "subscription.rehearsed",
        caller.actor(),
        Map.of("to", after.status().name()));
    return after;
  }

  private Trial trial(Subscription before, Scene scene) {
    Trial trial =
        scene.status.filter(status -> status == BillingStatus.TRIAL).isPresent()
                && before.trial().isOver(clock.instant())
            ? Trial.from(clock.instant())
            : before.trial();
    return scene
        .trialEndsAt
        .map(end ->
            new Trial(
                end.isAfter(trial.startedAt()) ? trial.startedAt() : end.minus(Trial.LENGTH), end))
        .orElse(trial);
  }

  private static SubscriptionStatus status(BillingStatus status) {
    return switch (status) {
      case TRIAL -> SubscriptionStatus.TRIAL;
      case ACTIVE -> SubscriptionStatus.ACTIVE;
      case EXPIRED -> SubscriptionStatus.EXPIRED;
    };
  }
}
