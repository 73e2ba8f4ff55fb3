package dev.stackyn.billing.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.billing.domain.Paywall;
import dev.stackyn.billing.domain.Subscriptions;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RehearsalTest {
  private static final String PATH = "/api/v1/test/billing";

  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(Map.of("STACKYN_BILLING", "on", "STACKYN_TEST_ENDPOINTS", "true"))
            .untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void itChangesTheOneSubscriptionThatEverybodyAsks() {
    Person ada = platform.signUp("ada@example.com");

    Answer answer = ada.post(PATH, Map.of("billing_status", "expired", "plan", "starter"));

    assertThat(answer.expect(200).json())
        .containsOnlyKeys(
            "message", "user_id", "billing_status", "plan", "trial_ends_at", "warning")
        .containsEntry("billing_status", "expired")
        .containsEntry("plan", "starter");
    assertThat(ada.get("/api/user/me").json())
        .containsEntry("billing_status", "expired")
        .containsEntry("plan", "starter");
    assertThat(platform.bean(Subscriptions.class).lapsed())
        .contains(platform.idOf("ada@example.com"));
    Assertions.assertThatThrownBy(
            () -> platform.bean(Paywall.class).requireActive(platform.idOf("ada@example.com")))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.billingStatus()).isEqualTo(Optional.of("expired")));

    ada.post(PATH, Map.of("billing_status", "active")).expect(200);
    assertThat(ada.get("/api/user/me").json())
        .containsEntry("billing_status", "active")
        .containsEntry("plan", "starter");
    ada.post(PATH, Map.of("billing_status", "trial", "plan", "free_trial")).expect(200);
    assertThat(ada.get("/api/user/me").json())
        .containsEntry("billing_status", "trial")
        .containsEntry("plan", "pro");
  }

  @Test
  void aTrialCanBeOverAtOnce() {
    Person bob = platform.signUp("bob@example.com");

    bob.post(PATH, Map.of("trial_ends_at", "2020-01-01T00:00:00Z")).expect(200);

    assertThat(bob.get("/api/user/me").json()).containsEntry("billing_status", "expired");
  }

  @Test
  void otherValuesAreRefused() {
    Person eve = platform.signUp("eve@example.com");

    eve.post(PATH, Map.of("billing_status", "rich"))
        .expect(400, "INVALID_INPUT", "must be one of trial, active, expired");
    eve.post(PATH, Map.of("plan", "gold")).expect(400, "UNKNOWN_PLAN", "Plan 'gold' not found");
    for (String time :
        new String[] {"tomorrow", "-1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"}) {
      eve.post(PATH, Map.of("trial_ends_at", time))
          .expect(400, "INVALID_INPUT", "must be a time such as 2026-01-31T12:00:00Z");
    }
    assertThat(eve.get("/api/user/me").json()).containsEntry("billing_status", "trial");
  }

  @Test
  void elsewhereItDoesNotExist() {
    try (TestPlatform real = TestPlatform.start(Map.of("STACKYN_BILLING", "on")).untilReady()) {
      Person ada = real.signUp("ada@example.com");

      ada.post(PATH, Map.of("billing_status", "active"))
          .expect(404, "NOT_FOUND", "There is nothing at this address.");
      assertThat(ada.get("/api/user/me").json()).containsEntry("billing_status", "trial");
    }
  }
}
