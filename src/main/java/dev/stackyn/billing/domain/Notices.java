package dev.stackyn.billing.domain;

import dev.stackyn.billing.domain.Notice.Bought;
import dev.stackyn.billing.domain.Notice.Cancelled;
import dev.stackyn.billing.domain.Notice.Ended;
import dev.stackyn.billing.domain.Notice.Outcome;
import dev.stackyn.billing.domain.Notice.Paid;
import dev.stackyn.billing.domain.Notice.PaymentFailed;
import dev.stackyn.billing.ports.NoticeStore;
import dev.stackyn.billing.ports.PlanStore;
import dev.stackyn.identity.domain.User;
import dev.stackyn.identity.domain.Users;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes what the payment provider tells, each thing once. What cannot be understood yet is not
 * remembered: after the settings were mended, the provider can be asked to tell it again.
 */
@Singleton
public class Notices {
  private final Users users;
  private final PlanStore plans;
  private final NoticeStore told;
  private final Purchases purchases;
  private final Clock clock;

  public Notices(Users users, PlanStore plans, NoticeStore told, Purchases purchases, Clock clock) {
    this.users = users;
    this.plans = plans;
    this.told = told;
    this.purchases = purchases;
    this.clock = clock;
  }

  @Transactional
  public Outcome hear(Notice notice) {
    Optional<User> buyer = buyer(notice.buyer());
    if (buyer.isEmpty()) {
      return Outcome.UNKNOWN_USER;
    }
    if (plan(notice.news()).filter(name -> plans.find(name).isEmpty()).isPresent()) {
      return Outcome.UNKNOWN_PLAN;
    }
    return told.claim(notice.hash(), clock.instant())
        ? purchases.apply(buyer.get().id(), notice)
        : Outcome.REPEATED;
  }

  /** An address may belong to somebody else by now; the user the checkout was for does not. */
  private Optional<User> buyer(Notice.Buyer buyer) {
    return buyer.user().isPresent()
        ? buyer.user().flatMap(users::find)
        : buyer.email().flatMap(users::byEmail);
  }

  private static Optional<PlanName> plan(Notice.News news) {
    return switch (news) {
      case Bought(PlanName plan) -> Optional.of(plan);
      case Cancelled(PlanName plan, var endsAt) -> Optional.of(plan);
      case Ended(), Paid(), PaymentFailed() -> Optional.empty();
    };
  }
}
