package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.Vigil.Tolerance;
import dev.stackyn.platform.domain.Variables;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchSettingsTest {
  @Test
  void theDefaultsAreThese() {
    Variables variables = new Variables(Map.of());

    assertThat(WatchSettings.from(variables))
        .isEqualTo(new WatchSettings(Duration.ofMinutes(1), new Tolerance(0.2, 20)));
    assertThat(variables.declared())
        .containsEntry("STACKYN_WATCH_WINDOW", "1m")
        .containsEntry("STACKYN_WATCH_MARGIN", "20")
        .containsEntry("STACKYN_WATCH_REQUESTS", "20");
  }

  @Test
  void readsWhatIsSet() {
    Variables variables =
        new Variables(
            Map.of(
                "STACKYN_WATCH_WINDOW", "90s",
                "STACKYN_WATCH_MARGIN", "5",
                "STACKYN_WATCH_REQUESTS", "100"));

    assertThat(WatchSettings.from(variables))
        .isEqualTo(new WatchSettings(Duration.ofSeconds(90), new Tolerance(0.05, 100)));
    assertThat(variables.problems()).isEmpty();
  }

  @Test
  void nobodyWatchesForNoTime() {
    assertThat(WatchSettings.from(new Variables(Map.of("STACKYN_WATCH_WINDOW", "0"))).isOn())
        .isFalse();
    assertThat(WatchSettings.from(new Variables(Map.of())).isOn()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "STACKYN_WATCH_WINDOW, 11m",
    "STACKYN_WATCH_MARGIN, 101",
    "STACKYN_WATCH_REQUESTS, 0"
  })
  void whatMakesNoSenseIsSaid(String name, String value) {
    Variables variables = new Variables(Map.of(name, value));
    WatchSettings.from(variables);

    assertThat(variables.problems()).hasSize(1);
  }
}
