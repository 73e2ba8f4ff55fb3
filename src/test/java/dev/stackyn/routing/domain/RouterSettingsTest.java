package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterSettingsTest {

  @Test
  void theDefaultsAreThese() {
    assertThat(RouterSettings.from(new Variables(Map.of())))
        .isEqualTo(
            new RouterSettings(
                "0.0.0.0",
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Optional.empty(),
                true));
  }

  @Test
  void eachCanBeSet() {
    Variables variables =
        new Variables(
            Map.of(
                "STACKYN_ROUTER_HOST", "127.0.0.1",
                "STACKYN_ROUTER_CONNECT_TIMEOUT", "2s",
                "STACKYN_ROUTER_ANSWER_TIMEOUT", "5m",
                "STACKYN_ROUTER_IDLE_TIMEOUT", "1h",
                "STACKYN_ROUTER_API", "off",
                "STACKYN_HTTPS_PORT", "8443",
                "STACKYN_HTTPS_PUBLIC_PORT", "443"));

    assertThat(RouterSettings.from(variables))
        .isEqualTo(
            new RouterSettings(
                "127.0.0.1",
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Optional.of(new RouterSettings.Https(8443, 443)),
                false));
    assertThat(variables.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "STACKYN_ROUTER_CONNECT_TIMEOUT, 2m",
    "STACKYN_ROUTER_ANSWER_TIMEOUT, soon",
    "STACKYN_ROUTER_IDLE_TIMEOUT, 0s",
    "STACKYN_HTTPS_PORT, 65536",
    "STACKYN_ROUTER_API, sometimes",
    "STACKYN_HTTPS_PUBLIC_PORT, 0",
  })
  void aBadValueIsNamed(String name, String value) {
    Variables variables = new Variables(Map.of(name, value));
    RouterSettings.from(variables);

    assertThat(variables.problems()).singleElement().asString().startsWith(name + ": ");
  }
}
