package dev.stackyn.billing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.billing.domain.Notice.Bought;
import dev.stackyn.billing.domain.Notice.Buyer;
import dev.stackyn.billing.domain.Notice.Cancelled;
import dev.stackyn.billing.domain.Notice.Ended;
import dev.stackyn.billing.domain.Notice.News;
import dev.stackyn.billing.domain.Notice.Outcome;
import dev.stackyn.billing.domain.Notice.Paid;
import dev.stackyn.billing.domain.Notice.PaymentFailed;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.User;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final PlanName STARTER = new PlanName("starter");

  private final BillingRig rig = BillingRig.on();
  private final User ada = rig.arrives("ada@example.com");
  private final Instant start = rig.clock.instant();
  private int count;

  @BeforeEach
  void forgetTheLetterOfTheTrial() {
    rig.letters.clear();
  }

  @Test
  void buyingMakesActiveAndSaysWelcomeOnce() {
    assertThat(hear("1", 0, new Bought(STARTER))).isEqualTo(Outcome.DONE);
    assertThat(hear("1", 1, new Paid())).isEqualTo(Outcome.DONE);
    assertThat(hear("1", 2, new Bought(STARTER))).isEqualTo(Outcome.DONE);

    rig.clock.pass(Duration.ofDays(100));
    assertThat(rig.paywall.requireActive(ada.id()).plan().name()).isEqualTo(STARTER);
    assertThat(rig.subjects()).containsExactly("Welcome to Stackyn 🎉");
  }

  @Test
  void whatIsCancelledIsGoodUntilItsEnd() {
    hear("1", 0, new Bought(STARTER));
    hear("1", 1, new Cancelled(STARTER, start.plus(Duration.ofDays(30))));

    rig.clock.pass(Duration.ofDays(30).minusSeconds(1));
    rig.tick();
    assertThat(rig.entitlements.of(ada.id()).billing()).isEqualTo(BillingStatus.ACTIVE);
    assertThat(rig.entitlements.of(ada.id()).status()).isEqualTo(SubscriptionStatus.CANCELLED);

    rig.clock.pass(Duration.ofSeconds(1));
    assertThatThrownBy(() -> rig.paywall.requireActive(ada.id()))
        .isInstanceOf(Refusal.class)
        .hasMessage("billing inactive. Upgrade to continue");
    rig.tick();
    rig.tick();
    assertThat(rig.subjects())
        .containsExactly("Welcome to Stackyn 🎉", "Your Stackyn subscription has expired");
    assertThat(hear("1", 40, new Ended())).isEqualTo(Outcome.DONE);
    assertThat(rig.letters).hasSize(2);
  }

  @Test
  void whatIsResumedGoesOn() {
    hear("1", 0, new Bought(STARTER));
    hear("1", 1, new Cancelled(STARTER, start.plus(Duration.ofDays(30))));
    hear("1", 2, new Bought(STARTER));

    rig.clock.pass(Duration.ofDays(100));
    assertThat(rig.entitlements.of(ada.id()).status()).isEqualTo(SubscriptionStatus.ACTIVE);
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    assertThat(hear("1", 5, new Cancelled(STARTER, start.plus(Duration.ofDays(30)))))
        .isEqualTo(Outcome.DONE);
    assertThat(hear("1", 0, new Bought(STARTER))).isEqualTo(Outcome.STALE);
    assertThat(hear("1", 1, new Paid())).isEqualTo(Outcome.STALE);

    assertThat(rig.entitlements.of(ada.id()).status()).isEqualTo(SubscriptionStatus.CANCELLED);
  }

  @Test
  void theEndOfAnOldPurchaseDoesNotEndTheNewOne() {
    hear("1", 0, new Bought(STARTER));
    hear("2", 1, new Bought(PlanName.PRO));

    assertThat(hear("1", 2, new Ended())).isEqualTo(Outcome.OTHER_PURCHASE);
    assertThat(hear("1", 3, new Cancelled(STARTER, start))).isEqualTo(Outcome.OTHER_PURCHASE);
    assertThat(hear("1", 4, new Paid())).isEqualTo(Outcome.OTHER_PURCHASE);
    assertThat(hear("1", 5, new PaymentFailed())).isEqualTo(Outcome.OTHER_PURCHASE);
    assertThat(rig.paywall.requireActive(ada.id()).plan().name()).isEqualTo(PlanName.PRO);
  }

  @Test
  void aFailedPaymentIsALetterAndNothingElse() {
    hear("1", 1, new Bought(STARTER));

    assertThat(hear("1", 0, new PaymentFailed())).isEqualTo(Outcome.DONE);

    assertThat(rig.subjects()).endsWith("Payment Failed - Action Required");
    assertThat(rig.entitlements.of(ada.id()).status()).isEqualTo(SubscriptionStatus.ACTIVE);
  }

  @Test
  void whatHasEndedCannotBeCancelledButBoughtAgain() {
    hear("1", 0, new Bought(STARTER));
    hear("1", 1, new Ended());

    assertThat(hear("1", 2, new Cancelled(STARTER, start.plus(Duration.ofDays(30)))))
        .isEqualTo(Outcome.IMPOSSIBLE);
    assertThat(rig.entitlements.of(ada.id()).billing()).isEqualTo(BillingStatus.EXPIRED);
    hear("1", 3, new Paid());
    assertThat(rig.entitlements.of(ada.id()).billing()).isEqualTo(BillingStatus.ACTIVE);
    assertThat(rig.subjects())
        .containsExactly(
            "Welcome to Stackyn 🎉",
            "Your Stackyn subscription has expired",
            "Welcome to Stackyn 🎉");
  }

  @Test
  void theSameNoticeTwiceChangesNothing() {
    Notice bought = notice(ada.id(), "1", 0, new Bought(STARTER));
    assertThat(rig.notices.hear(bought)).isEqualTo(Outcome.DONE);
    hear("1", 0, new Ended());

    assertThat(rig.notices.hear(bought)).isEqualTo(Outcome.REPEATED);

    assertThat(rig.entitlements.of(ada.id()).billing()).isEqualTo(BillingStatus.EXPIRED);
  }

  @Test
  void whatIsNotUnderstoodYetMayBeToldAgain() {
    Notice gold = notice(ada.id(), "1", 0, new Bought(new PlanName("gold")));
    Notice nobody = notice(new UserId(new UUID(9, 9)), "1", 0, new Bought(STARTER));

    for (int i = 0; i < 2; i++) {
      assertThat(rig.notices.hear(gold)).isEqualTo(Outcome.UNKNOWN_PLAN);
      assertThat(rig.notices.hear(nobody)).isEqualTo(Outcome.UNKNOWN_USER);
    }
  }

  @Test
  void aBuyerIsKnownByHisAddressOnlyWhereTheCheckoutDidNotSayWhoHeIs() {
    Notice byAddress =
        new Notice(
            hash(),
            new Buyer(Optional.empty(), Optional.of(new Email("ada@example.com"))),
            "1",
            start,
            new Bought(STARTER));
    Notice gone =
        new Notice(
            hash(),
            new Buyer(
                Optional.of(new UserId(new UUID(9, 9))), Optional.of(new Email("ada@example.com"))),
            "1",
            start,
            new Bought(STARTER));

    assertThat(rig.notices.hear(gone)).isEqualTo(Outcome.UNKNOWN_USER);
    assertThat(rig.notices.hear(byAddress)).isEqualTo(Outcome.DONE);
  }

  private Outcome hear(String purchase, int day, News news) {
    return rig.notices.hear(notice(ada.id(), purchase, day, news));
  }

  private Notice notice(UserId user, String purchase, int day, News news) {
    return new Notice(
        hash(),
        new Buyer(Optional.of(user), Optional.empty()),
        purchase,
        start.plus(Duration.ofDays(day)),
        news);
  }

  private Hash hash() {
    return new Hash("%064x".formatted(++count));
  }
}
