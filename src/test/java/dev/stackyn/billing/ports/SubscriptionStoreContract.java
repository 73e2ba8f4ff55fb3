package dev.stackyn.billing.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.billing.domain.PlanName;
import dev.stackyn.billing.domain.Purchase;
import dev.stackyn.billing.domain.Subscription;
import dev.stackyn.billing.domain.Subscription.Tariff;
import dev.stackyn.billing.domain.SubscriptionStatus;
import dev.stackyn.billing.domain.Trial;
import dev.stackyn.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of subscriptions keeps to. */
public abstract class SubscriptionStoreContract {
  protected static final Instant NOW = Instant.parse("2026-01-08T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  /** Each call of a method on it is a transaction. */
  protected abstract SubscriptionStore store();

  /** Somebody who exists. */
  protected abstract UserId someone();

  @Test
  void givesBackWhatItWasGiven() {
    Subscription subscription =
        new Subscription(
            someone(),
            new Tariff(new PlanName("starter"), Optional.of(new PlanName("builder"))),
            SubscriptionStatus.CANCELLED,
            new Trial(NOW.minus(HOUR), NOW),
            Optional.of(new Purchase("17", NOW, Optional.of(NOW.plus(HOUR)))));

    assertThat(store().add(subscription)).isTrue();

    assertThat(store().find(subscription.user())).contains(subscription);
    assertThat(store().lock(subscription.user())).contains(subscription);
    assertThat(store().findAll(Set.of(subscription.user(), someone())))
        .containsOnly(Map.entry(subscription.user(), subscription));
    assertThat(store().findAll(Set.of())).isEmpty();
  }

  @Test
  void aUserHasOneSubscription() {
    Subscription first = trial(NOW.plus(HOUR));
    Subscription second =
        new Subscription(
            first.user(),
            new Tariff(new PlanName("free"), Optional.empty()),
            SubscriptionStatus.ACTIVE,
            first.trial(),
            Optional.empty());

    assertThat(store().add(first)).isTrue();
    assertThat(store().add(second)).isFalse();
    assertThat(store().find(first.user())).contains(first);

    store().save(second);
    assertThat(store().find(first.user())).contains(second);
  }

  @Test
  void aReminderIsClaimedOnceAndOnlyOnTheLastDay() {
    UserId due = added(trial(NOW.plus(HOUR)));
    UserId atTheEdge = added(trial(NOW.plus(Duration.ofDays(1))));
    UserId early = added(trial(NOW.plus(Duration.ofDays(2))));
    UserId late = added(trial(NOW));
    UserId granted = added(granted(trial(NOW.plus(HOUR))));

    assertThat(store().claimReminders(NOW, NOW.plus(Duration.ofDays(1))))
        .contains(due, atTheEdge)
        .doesNotContain(early, late, granted);
    assertThat(store().claimReminders(NOW, NOW.plus(Duration.ofDays(1))))
        .doesNotContain(due, atTheEdge);
  }

  @Test
  void anEndIsWrittenDownOnce() {
    UserId over = added(trial(NOW));
    UserId going = added(trial(NOW.plusSeconds(1)));
    UserId granted = added(granted(trial(NOW)));
    UserId usedUp = added(cancelled(NOW));
    UserId notYet = added(cancelled(NOW.plusSeconds(1)));

    assertThat(store().end(SubscriptionStatus.TRIAL, NOW))
        .contains(over)
        .doesNotContain(going, granted, usedUp, notYet);
    assertThat(store().end(SubscriptionStatus.CANCELLED, NOW))
        .contains(usedUp)
        .doesNotContain(over, going, granted, notYet);

    assertThat(store().end(SubscriptionStatus.TRIAL, NOW)).doesNotContain(over);
    assertThat(store().end(SubscriptionStatus.CANCELLED, NOW)).doesNotContain(usedUp);
    assertThat(store().find(over).orElseThrow().status()).isEqualTo(SubscriptionStatus.EXPIRED);
    assertThat(store().find(usedUp).orElseThrow().status()).isEqualTo(SubscriptionStatus.EXPIRED);
  }

  @Test
  void whoHasLapsedDoesNotWaitForAnybodyToWriteItDown() {
    UserId over = added(trial(NOW));
    UserId usedUp = added(cancelled(NOW));
    UserId going = added(trial(NOW.plusSeconds(1)));
    UserId notYet = added(cancelled(NOW.plusSeconds(1)));
    UserId granted = added(granted(trial(NOW)));

    assertThat(store().lapsed(NOW)).contains(over, usedUp).doesNotContain(going, notYet, granted);
    store().end(SubscriptionStatus.TRIAL, NOW);
    assertThat(store().lapsed(NOW)).contains(over, usedUp).doesNotContain(going, notYet, granted);
  }

  private UserId added(Subscription subscription) {
    store().add(subscription);
    return subscription.user();
  }

  private Subscription trial(Instant end) {
    return new Subscription(
        someone(),
        new Tariff(PlanName.PRO, Optional.empty()),
        SubscriptionStatus.TRIAL,
        new Trial(end.minus(Trial.LENGTH), end),
        Optional.empty());
  }

  private Subscription cancelled(Instant end) {
    Subscription trial = trial(NOW.plus(HOUR));
    return new Subscription(
        trial.user(),
        trial.tariff(),
        SubscriptionStatus.CANCELLED,
        trial.trial(),
        Optional.of(new Purchase("18", NOW, Optional.of(end))));
  }

  private static Subscription granted(Subscription row) {
    return new Subscription(
        row.user(),
        new Tariff(row.tariff().plan(), Optional.of(new PlanName("free"))),
        row.status(),
        row.trial(),
        row.purchase());
  }
}
