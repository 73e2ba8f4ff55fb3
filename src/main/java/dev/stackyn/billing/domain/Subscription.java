package dev.stackyn.billing.domain;

import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What one user has. It begins with a trial; everything later is a move from there. */
public record Subscription(
    UserId user,
    Tariff tariff,
    SubscriptionStatus status,
    Trial trial,
    Optional<Purchase> purchase) {

  /** The plan of the trial or the purchase, and the one an administrator gave in its place. */
  public record Tariff(PlanName plan, Optional<PlanName> granted) {
    public Tariff {
      Objects.requireNonNull(plan, "plan");
      Objects.requireNonNull(granted, "granted");
    }

    public PlanName effective() {
      return granted.orElse(plan);
    }
  }

  public Subscription {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(tariff, "tariff");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(trial, "trial");
    Objects.requireNonNull(purchase, "purchase");
  }

  static Subscription begin(UserId user, Instant now) {
    return new Subscription(
        user,
        new Tariff(PlanName.PRO, Optional.empty()),
        SubscriptionStatus.TRIAL,
        Trial.from(now),
        Optional.empty());
  }

  /** Computed from the dates: nobody has to have come by and changed the status. */
  public BillingStatus billingStatus(Instant now) {
    if (tariff.granted.isPresent()) {
      return BillingStatus.ACTIVE;
    }
    return switch (status) {
      case TRIAL -> trial.isOver(now) ? BillingStatus.EXPIRED : BillingStatus.TRIAL;
      case ACTIVE -> BillingStatus.ACTIVE;
      case CANCELLED -> isUsedUp(now) ? BillingStatus.EXPIRED : BillingStatus.ACTIVE;
      case EXPIRED -> BillingStatus.EXPIRED;
    };
  }

  /** As it is shown at that moment. */
  public SubscriptionStatus statusAt(Instant now) {
    if (tariff.granted.isPresent()) {
      return SubscriptionStatus.ACTIVE;
    }
    return status == SubscriptionStatus.TRIAL && trial.isOver(now)
        ? SubscriptionStatus.EXPIRED
        : status;
  }

  /** When it becomes something else though nobody changes it. */
  public Optional<Instant> turnsAt() {
    if (tariff.granted.isPresent()) {
      return Optional.empty();
    }
    return switch (status) {
      case TRIAL -> Optional.of(trial.endsAt());
      case CANCELLED -> purchase.flatMap(Purchase::endsAt);
      case ACTIVE, EXPIRED -> Optional.empty();
    };
  }

  /** An administrator's plan holds until the user buys something else than he had. */
  Subscription bought(PlanName plan, Purchase bought) {
    boolean somethingElse = !plan.equals(tariff.plan) || !isOf(bought.id());
    return moved(
        SubscriptionStatus.ACTIVE,
        new Tariff(plan, somethingElse ? Optional.empty() : tariff.granted),
        bought);
  }

  Subscription cancelled(PlanName plan, Purchase cancelled) {
    return moved(SubscriptionStatus.CANCELLED, new Tariff(plan, tariff.granted), cancelled);
  }

  Subscription ended(Purchase ended) {
    return moved(SubscriptionStatus.EXPIRED, tariff, ended);
  }

  Subscription granted(PlanName plan) {
    return new Subscription(
        user, new Tariff(tariff.plan, Optional.of(plan)), status, trial, purchase);
  }

  boolean isOf(String purchaseId) {
    return purchase.filter(own -> own.id().equals(purchaseId)).isPresent();
  }

  private boolean isUsedUp(Instant now) {
    return purchase.isEmpty() || purchase.get().isOver(now);
  }

  private Subscription moved(SubscriptionStatus next, Tariff newTariff, Purchase newPurchase) {
    if (!status.canBecome(next)) {
      throw new IllegalStateException(
          "the subscription of " + user + " was asked for " + next + " while " + status);
    }
    return new Subscription(user, newTariff, next, trial, Optional.of(newPurchase));
  }
}
