package dev.stackyn.billing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.billing.domain.BillingSettings.GivenLimits;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.Variables;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingSettingsTest {

  @Test
  void theDefaultsAreThese() {
    BillingSettings settings = read(Map.of());

    assertThat(settings.on()).isFalse();
    assertThat(settings.defaultLimits()).isEqualTo(GivenLimits.NONE);
    assertThat(settings.provider().secret()).isEmpty();
    assertThat(settings.provider().variants()).isEmpty();
    assertThat(settings.testEndpoints()).isFalse();
  }

  @Test
  void everythingCanBeSaid() {
    BillingSettings settings =
        read(
            Map.of(
                "STACKYN_BILLING", "on",
                "STACKYN_DEFAULT_PLAN_LIMITS", "apps=50, memory_mb=8192,disk_mb=40960,builds=3",
                "LEMON_SQUEEZY_WEBHOOK_SECRET", "a signing secret",
                "LEMON_SQUEEZY_VARIANTS", "12345=starter, 67890=pro",
                "STACKYN_TEST_ENDPOINTS", "true"));

    assertThat(settings.on()).isTrue();
    assertThat(settings.defaultLimits())
        .isEqualTo(
            new GivenLimits(
                Optional.of(50), Optional.of(8192), Optional.of(40_960), Optional.of(3)));
    assertThat(settings.provider().secret()).contains(new Secret("a signing secret"));
    assertThat(settings.provider().variants())
        .isEqualTo(Map.of("12345", new PlanName("starter"), "67890", PlanName.PRO));
    assertThat(settings.testEndpoints()).isTrue();
    assertThat(settings.toString()).doesNotContain("a signing secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STACKYN_BILLING | maybe | must be one of off, on",
        "STACKYN_DEFAULT_PLAN_LIMITS | apps | must look like apps=50",
        "STACKYN_DEFAULT_PLAN_LIMITS | apps=0 | must look like apps=50",
        "STACKYN_DEFAULT_PLAN_LIMITS | apps=many | must look like apps=50",
        "STACKYN_DEFAULT_PLAN_LIMITS | apps=1,apps=2 | must look like apps=50",
        "STACKYN_DEFAULT_PLAN_LIMITS | cats=9 | must look like apps=50",
        "LEMON_SQUEEZY_WEBHOOK_SECRET | short | must be at least 6 characters",
        "LEMON_SQUEEZY_VARIANTS | starter | must look like 12345=starter",
        "LEMON_SQUEEZY_VARIANTS | pro=12345 | must look like 12345=starter",
        "STACKYN_TEST_ENDPOINTS | perhaps | must be one of false, true",
      })
  void aBadValueIsNamedWithWhatWasExpected(String name, String value, String expectation) {
    Variables variables = new Variables(Map.of(name, value));
    BillingSettings.from(variables);

    assertThat(variables.problems()).hasSize(1);
    assertThat(variables.problems().getFirst()).startsWith(name + ": ").contains(expectation);
  }

  @Test
  void whatIsNotSaidAboutLimitsFollowsFromTheHost() {
    Features features = new Features(Set.of());
    BillingSettings said = read(Map.of("STACKYN_DEFAULT_PLAN_LIMITS", "memory_mb=1280"));

    assertThat(new HouseLimits(said, new BillingRig.SmallHost()).of(features))
        .isEqualTo(new Limits(10, 1280, 102_400, 2, features));
  }

  private static BillingSettings read(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    BillingSettings settings = BillingSettings.from(variables);
    assertThat(variables.problems()).isEmpty();
    return settings;
  }
}
