package dev.stackyn.billing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.billing.domain.Subscription.Tariff;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final UserId USER = new UserId(new UUID(0, 1));
  private static final PlanName STARTER = new PlanName("starter");
  private static final PlanName BUILDER = new PlanName("builder");

  @ParameterizedTest
  @CsvSource({
    "TRIAL, TRIAL, false",
    "TRIAL, ACTIVE, true",
    "TRIAL, CANCELLED, true",
    "TRIAL, EXPIRED, true",
    "ACTIVE, TRIAL, false",
    "ACTIVE, ACTIVE, true",
    "ACTIVE, CANCELLED, true",
    "ACTIVE, EXPIRED, true",
    "CANCELLED, TRIAL, false",
    "CANCELLED, ACTIVE, true",
    "CANCELLED, CANCELLED, true",
    "CANCELLED, EXPIRED, true",
    "EXPIRED, TRIAL, false",
    "EXPIRED, ACTIVE, true",
    "EXPIRED, CANCELLED, false",
    "EXPIRED, EXPIRED, true",
  })
  void theMovesAreThese(SubscriptionStatus from, SubscriptionStatus to, boolean possible) {
    assertThat(from.canBecome(to)).isEqualTo(possible);
  }

  @ParameterizedTest
  @CsvSource({
    // status, what ends, seconds until then, is a plan given, billing status, shown status
    "TRIAL, trial, 1, false, TRIAL, TRIAL",
    "TRIAL, trial, 0, false, EXPIRED, EXPIRED",
    "TRIAL, trial, -1, false, EXPIRED, EXPIRED",
    "TRIAL, trial, -1, true, ACTIVE, ACTIVE",
    "ACTIVE, trial, -1, false, ACTIVE, ACTIVE",
    "CANCELLED, purchase, 1, false, ACTIVE, CANCELLED",
    "CANCELLED, purchase, 0, false, EXPIRED, CANCELLED",
    "CANCELLED, purchase, -1, true, ACTIVE, ACTIVE",
    "EXPIRED, trial, -1, false, EXPIRED, EXPIRED",
    "EXPIRED, trial, -1, true, ACTIVE, ACTIVE",
  })
  void theStatusFollowsFromTheDates(
      SubscriptionStatus status,
      String ending,
      int seconds,
      boolean given,
      BillingStatus billing,
      SubscriptionStatus shown) {
    Instant end = NOW.plusSeconds(seconds);
    boolean trial = ending.equals("trial");
    Subscription subscription =
        new Subscription(
            USER,
            new Tariff(PlanName.PRO, given ? Optional.of(STARTER) : Optional.empty()),
            status,
            trial ? new Trial(end.minus(Trial.LENGTH), end) : Trial.from(NOW),
            trial ? Optional.empty() : Optional.of(new Purchase("1", NOW, Optional.of(end))));

    assertThat(subscription.billingStatus(NOW)).isEqualTo(billing);
    assertThat(subscription.statusAt(NOW)).isEqualTo(shown);
  }

  @Test
  void anImpossibleMoveSaysWhy() {
    Subscription ended = Subscription.begin(USER, NOW).ended(purchase("1"));

    assertThatThrownBy(() -> ended.cancelled(STARTER, purchase("1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the subscription of " + USER + " was asked for CANCELLED while EXPIRED");
  }

  @Test
  void aPlanThatWasGivenHoldsUntilSomethingElseIsBought() {
    Subscription bought = Subscription.begin(USER, NOW).bought(STARTER, purchase("1"));
    Subscription given = bought.granted(PlanName.PRO);

    assertThat(given.bought(STARTER, purchase("1")).tariff().effective()).isEqualTo(PlanName.PRO);
    assertThat(given.bought(BUILDER, purchase("1")).tariff().effective()).isEqualTo(BUILDER);
    assertThat(given.bought(STARTER, purchase("2")).tariff().effective()).isEqualTo(STARTER);
    assertThat(given.ended(purchase("1")).billingStatus(NOW)).isEqualTo(BillingStatus.ACTIVE);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Trial(NOW, NOW)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PlanName("Pro Plan")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Purchase("", NOW, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Used(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Purchase purchase(String id) {
    return new Purchase(id, NOW, Optional.empty());
  }
}
