package dev.stackyn.billing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.identity.domain.User;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrialLifeTest {
  private final BillingRig rig = BillingRig.on();

  @Test
  void aTrialIsSevenDaysOfProWithThreeLetters() {
    User ada = rig.arrives("ada@example.com");
    assertThat(rig.subjects()).containsExactly("Your Stackyn 7-day trial has started");
    assertThat(rig.paywall.requireActive(ada.id()).plan().name()).isEqualTo(PlanName.PRO);

    rig.clock.pass(Duration.ofDays(6).minusSeconds(1));
    rig.tick();
    assertThat(rig.letters).hasSize(1);

    rig.clock.pass(Duration.ofSeconds(1));
    rig.tick();
    rig.tick();
    assertThat(rig.subjects()).hasSize(2).endsWith("Your Stackyn trial ends tomorrow");
    assertThat(rig.subscriptions.lapsed()).isEmpty();

    rig.clock.pass(Duration.ofDays(1));
    assertThat(rig.subscriptions.lapsed()).containsExactly(ada.id());
    rig.tick();
    rig.tick();
    assertThat(rig.subjects()).hasSize(3).endsWith("Your Stackyn trial has ended");
    assertThat(rig.letters).allMatch(letter -> letter.to().equals(ada.email()));
    assertThat(rig.subscriptions.lapsed()).containsExactly(ada.id());
  }

  @Test
  void theEndOfATrialNeedsNoTick() {
    User ada = rig.arrives("ada@example.com");

    rig.clock.pass(Trial.LENGTH.minusMillis(1));
    assertThat(rig.entitlements.of(ada.id()).billing()).isEqualTo(BillingStatus.TRIAL);

    rig.clock.pass(Duration.ofMillis(1));
    assertThatThrownBy(() -> rig.paywall.requireActive(ada.id()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.PAYMENT_REQUIRED);
              assertThat(refusal.text())
                  .isEqualTo("your free trial has ended. Upgrade to continue");
              assertThat(refusal.billingStatus()).contains("expired");
            });
    assertThat(rig.entitlements.of(Set.of(ada.id())).get(ada.id()))
        .isEqualTo(rig.entitlements.of(ada.id()));
  }

  @Test
  void nobodyGetsASecondTrial() {
    User ada = rig.arrives("ada@example.com");
    rig.clock.pass(Trial.LENGTH);

    rig.subscriptions.arrived(ada);

    assertThat(rig.entitlements.of(ada.id()).billing()).isEqualTo(BillingStatus.EXPIRED);
    assertThat(rig.letters).hasSize(1);
  }

  @Test
  void whoWasHereBeforeHasHisTrialFromTheFirstLook() {
    User old = rig.people.arrives("old@example.com", rig.clock.instant());
    rig.clock.pass(Duration.ofDays(100));

    assertThat(rig.entitlements.of(Set.of(old.id())).values())
        .extracting(Entitlement::billing)
        .containsExactly(BillingStatus.TRIAL);
    assertThat(rig.paywall.requireActive(old.id()).trial().orElseThrow().endsAt())
        .isEqualTo(rig.clock.instant().plus(Trial.LENGTH));
    assertThat(rig.subjects()).containsExactly("Your Stackyn 7-day trial has started");
  }

  @Test
  void aPlanThatAnAdministratorGaveStopsTheLettersAndOpensTheDoor() {
    User ada = rig.arrives("ada@example.com");
    rig.clock.pass(Trial.LENGTH);

    rig.give(ada.id(), "builder");
    rig.tick();

    assertThat(rig.paywall.requireActive(ada.id()).plan().name().value()).isEqualTo("builder");
    assertThat(rig.subscriptions.lapsed()).isEmpty();
    assertThat(rig.letters).hasSize(1);
    assertThat(rig.audited)
        .extracting(entry -> entry.action().name())
        .containsExactly("user.plan_changed");
  }

  @Test
  void aPlanThatDoesNotExistCannotBeGiven() {
    User ada = rig.arrives("ada@example.com");

    for (String name : new String[] {"gold", "Not A Plan", ""}) {
      assertThatThrownBy(() -> rig.give(ada.id(), name))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_PLAN);
                assertThat(refusal.text()).isEqualTo("Plan '" + name + "' not found");
              });
    }
  }

  @Test
  void withoutBillingEverybodyHasWhatTheHostCarriesAndNobodyGetsLetters() {
    BillingRig house = BillingRig.off();
    User ada = house.arrives("ada@example.com");
    house.clock.pass(Duration.ofDays(1000));
    house.tick();

    Entitlement entitlement = house.paywall.requireActive(ada.id());
    assertThat(entitlement.billing()).isEqualTo(BillingStatus.ACTIVE);
    assertThat(entitlement.status()).isEqualTo(SubscriptionStatus.ACTIVE);
    assertThat(entitlement.plan().name()).isEqualTo(PlanName.PRO);
    assertThat(entitlement.trial()).isEmpty();
    assertThat(entitlement.limits())
        .isEqualTo(new Limits(24, 3072, 102_400, 2, new Features(Set.of(Feature.LOGS))));
    assertThat(house.subscriptions.lapsed()).isEmpty();

    house.give(ada.id(), "starter");
    assertThat(house.entitlements.of(ada.id()).plan().name().value()).isEqualTo("starter");
    assertThat(house.entitlements.of(ada.id()).limits().apps()).isEqualTo(1);
    assertThat(house.letters).isEmpty();
  }
}
