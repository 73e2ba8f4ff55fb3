package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterLimitsSettingsTest {

  @Test
  void theDefaultsAreThese() {
    assertThat(RouterLimits.from(new Variables(Map.of())))
        .isEqualTo(
            new RouterLimits(
                Duration.ofSeconds(10),
                new BodyPace(1_024, Duration.ofMinutes(1)),
                25_000,
                25_000,
                10_000));
  }

  @Test
  void eachCanBeSet() {
    Variables variables =
        new Variables(
            Map.of(
                "STACKYN_ROUTER_HEAD_TIMEOUT", "3s",
                "STACKYN_ROUTER_BODY_PACE", "0",
                "STACKYN_ROUTER_BODY_GRACE", "7s",
                "STACKYN_ROUTER_MAX_CONNECTIONS", "4",
                "STACKYN_ROUTER_MAX_REQUESTS", "5",
                "STACKYN_ROUTER_MAX_APP_REQUESTS", "6"));

    assertThat(RouterLimits.from(variables))
        .isEqualTo(
            new RouterLimits(
                Duration.ofSeconds(3), new BodyPace(0, Duration.ofSeconds(7)), 4, 5, 6));
    assertThat(variables.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "STACKYN_ROUTER_HEAD_TIMEOUT, 1h",
    "STACKYN_ROUTER_BODY_PACE, -1",
    "STACKYN_ROUTER_BODY_GRACE, 0s",
    "STACKYN_ROUTER_MAX_CONNECTIONS, 0",
    "STACKYN_ROUTER_MAX_REQUESTS, many",
    "STACKYN_ROUTER_MAX_APP_REQUESTS, -1",
  })
  void aBadValueIsNamed(String name, String value) {
    Variables variables = new Variables(Map.of(name, value));
    RouterLimits.from(variables);

    assertThat(variables.problems()).singleElement().asString().startsWith(name + ": ");
  }
}
