package dev.stackyn.jobs.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each text is what Go's {@code time.Duration.String} gives for the same duration. */
class GoDurationTest {
  @Test
  void readsAsInGo() {
    assertThat(text(0)).isEqualTo("0s");
    assertThat(text(350)).isEqualTo("350ms");
    assertThat(text(1_000)).isEqualTo("1s");
    assertThat(text(1_500)).isEqualTo("1.5s");
    assertThat(text(10_000)).isEqualTo("10s");
    assertThat(text(60_000)).isEqualTo("1m0s");
    assertThat(text(270_000)).isEqualTo("4m30s");
    assertThat(text(3_600_000)).isEqualTo("1h0m0s");
    assertThat(text(3_602_050)).isEqualTo("1h0m2.05s");
    assertThat(text(100 * 3_600_000L)).isEqualTo("100h0m0s");
  }

  private static String text(long millis) {
    return GoDuration.text(Duration.ofMillis(millis));
  }
}
