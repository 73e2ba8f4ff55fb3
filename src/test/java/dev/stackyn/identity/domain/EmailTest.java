package dev.stackyn.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {

  @Test
  void itIsTrimmedAndInLowerCase() {
    assertThat(Email.of(" Ada.Lovelace+x@Example.COM\t").value())
        .isEqualTo("ada.lovelace+x@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@",
        "a@",
        "@b.c",
        "a@b",
        "a@@b.c",
        "a@b@c.d",
        "a b@c.d",
        "a@b.c,d@e.f",
        "a@b.c\r\nBcc:x@y.z",
        "<a@b.c>",
        "a;b@c.d",
        "a@b.c\u0000",
        "\"a\"@b.c"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> Email.of(text))
        .isInstanceOf(Refusal.class)
        .hasMessage("Invalid email address");
  }

  @Test
  void itHasABound() {
    assertThatThrownBy(() -> Email.of("a".repeat(250) + "@b.com")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Email.of(null)).isInstanceOf(Refusal.class);
  }
}
