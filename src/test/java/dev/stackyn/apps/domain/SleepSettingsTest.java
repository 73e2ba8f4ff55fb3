package dev.stackyn.apps.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SleepSettingsTest {
  @Test
  void theDefaultIsThis() {
    Variables variables = new Variables(Map.of());

    assertThat(SleepSettings.from(variables)).isEqualTo(new SleepSettings(Duration.ofMinutes(30)));
    assertThat(variables.declared()).containsEntry("STACKYN_SLEEP_AFTER", "30m");
  }

  @Test
  void readsWhatIsSet() {
    assertThat(sleep("2h").after()).isEqualTo(Duration.ofHours(2));
    assertThat(sleep("2h").isOn()).isTrue();
    assertThat(sleep("0").isOn()).isFalse();
  }

  private static SleepSettings sleep(String after) {
    return SleepSettings.from(new Variables(Map.of("STACKYN_SLEEP_AFTER", after)));
  }
}
