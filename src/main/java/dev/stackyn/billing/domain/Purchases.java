package dev.stackyn.billing.domain;

import dev.stackyn.billing.domain.Notice.Bought;
import dev.stackyn.billing.domain.Notice.Cancelled;
import dev.stackyn.billing.domain.Notice.Ended;
import dev.stackyn.billing.domain.Notice.Outcome;
import dev.stackyn.billing.domain.Notice.Paid;
import dev.stackyn.billing.domain.Notice.PaymentFailed;
import dev.stackyn.billing.ports.PlanStore;
import dev.stackyn.billing.ports.SubscriptionStore;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;

/** Lets subscriptions follow what happens to purchases, whatever order the news come in. */
@Singleton
public class Purchases {
  private static final String ACTOR = "payment provider";

  private final Subscriptions subscriptions;
  private final SubscriptionStore store;
  private final PlanStore plans;
  private final BillingLetters letters;
  private final AuditLog audit;

  public Purchases(
      Subscriptions subscriptions,
      SubscriptionStore store,
      PlanStore plans,
      BillingLetters letters,
      AuditLog audit) {
    this.subscriptions = subscriptions;
    this.store = store;
    this.plans = plans;
    this.letters = letters;
    this.audit = audit;
  }

  @Transactional
  Outcome apply(UserId user, Notice notice) {
    Subscription before = subscriptions.locked(user);
    boolean own = before.isOf(notice.purchase());
    if (own && isStale(before.purchase().orElseThrow(), notice)) {
      return Outcome.STALE;
    }
    return switch (notice.news()) {
      case Bought(PlanName plan) -> bought(before, plan, notice.goingOn());
      case Cancelled(PlanName plan, Instant endsAt) ->
          own || before.purchase().isEmpty()
              ? cancelled(before, plan, notice.until(endsAt))
              : Outcome.OTHER_PURCHASE;
      case Ended() -> own ? ended(before, notice) : Outcome.OTHER_PURCHASE;
      case Paid() ->
          own
              ? bought(before, before.tariff().plan(), before.purchase().orElseThrow().goingOn())
              : Outcome.OTHER_PURCHASE;
      case PaymentFailed() -> own ? paymentFailed(before) : Outcome.OTHER_PURCHASE;
    };
  }

  /** A failed payment is a fact of its own: what came after it does not undo the letter. */
  private static boolean isStale(Purchase known, Notice notice) {
    return !(notice.news() instanceof PaymentFailed) && known.toldAt().isAfter(notice.at());
  }

  private Outcome bought(Subscription before, PlanName plan, Purchase purchase) {
    Subscription after = before.bought(plan, purchase);
    save("subscription.active", after);
    if (before.status() == SubscriptionStatus.TRIAL
        || before.status() == SubscriptionStatus.EXPIRED) {
      letters.active(after.user(), plans.find(plan).orElseThrow());
    }
    return Outcome.DONE;
  }

  private Outcome cancelled(Subscription before, PlanName plan, Purchase purchase) {
    if (!before.status().canBecome(SubscriptionStatus.CANCELLED)) {
      return Outcome.IMPOSSIBLE;
    }
    save("subscription.cancelled", before.cancelled(plan, purchase));
    return Outcome.DONE;
  }

  private Outcome ended(Subscription before, Notice notice) {
    save("subscription.expired", before.ended(notice.until(notice.at())));
    if (before.status() != SubscriptionStatus.EXPIRED && before.tariff().granted().isEmpty()) {
      letters.subscriptionEnded(before.user());
    }
    return Outcome.DONE;
  }

  private Outcome paymentFailed(Subscription subscription) {
    letters.paymentFailed(subscription.user());
    audit.record(ACTOR, "subscription.payment_failed", subscription.user().toString(), Map.of());
    return Outcome.DONE;
  }

  private void save(String action, Subscription after) {
    store.save(after);
    audit.record(
        ACTOR,
        action,
        after.user().toString(),
        Map.of("plan", after.tariff().plan().value(), "status", after.status().name()));
  }
}
