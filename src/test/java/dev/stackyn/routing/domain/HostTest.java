package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {

  @ParameterizedTest
  @CsvSource({
    "App.Example.COM, app.example.com",
    "app.example.com., app.example.com",
    "' app.example.com ', app.example.com",
    "Bücher.example, xn--bcher-kva.example",
    "例え.テスト, xn--r8jz45g.xn--zckzah",
    "localhost, localhost",
    "a-b.localhost, a-b.localhost",
  })
  void isKeptInTheLettersOfDns(String written, String kept) {
    assertThat(Host.of(written).value()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "app..example.com", "-app.example.com", "app-.example.com", "app.example.com:80",
        "https://app.example.com", "app.example.com/path", "my_app.example.com", "10.0.0.1",
            "[::1]", "*.example.com",
        "app example.com", "app.example.123",
      })
  void whatIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> Host.of(text)).isInstanceOf(Refusal.class);
  }

  @Test
  void neitherANameNorOneOfItsPartsIsTooLong() {
    String part = "a".repeat(63);
    assertThat(Host.of(part + ".example").value()).startsWith(part);
    assertThatThrownBy(() -> Host.of(part + "a.example")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Host.of((part + ".").repeat(4) + "example"))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "app.example.com, app.example.com",
    "APP.example.com:8000, app.example.com",
    "app.example.com., app.example.com",
    "app.example.com.:80, app.example.com",
    "127.0.0.1:8000, 127.0.0.1",
  })
  void aRequestMayNameItWithAPort(String authority, String host) {
    assertThat(Host.asked(authority)).hasValue(new Host(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "app:x",
        "app:123456",
        "app:80:80",
        "a b",
        "[::1]:80",
        "app/..",
        "user@app"
      })
  void aRequestThatNamesNoneIsForNone(String authority) {
    assertThat(Host.asked(authority)).isEmpty();
  }
}
