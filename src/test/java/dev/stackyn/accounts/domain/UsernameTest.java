package dev.stackyn.accounts.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {
  @Test
  void everybodyBeginsWithThePartBeforeTheAt() {
    assertThat(Username.from(new Email("ada.lovelace+jobs@example.com")))
        .hasToString("ada.lovelace+jobs");
    assertThat(Username.from(new Email("jörg'o@example.com"))).hasToString("j-rg-o");
  }

  @Test
  void evenTheLongestAddressLeavesRoomForADistinction() {
    Username name = Username.from(new Email("a".repeat(200) + "@example.com"));

    assertThat(name.value()).hasSize(50);
    assertThat(
            name.distinguishedBy(
                new UserId(UUID.fromString("0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23"))))
        .hasToString("a".repeat(50) + "-2b6c8d0e1f23");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ada@example.com", "<b>", "zoë", "a\0b"})
  void whatCannotBeAUsernameIsRefused(String typed) {
    assertThatThrownBy(() -> Username.of(typed))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("Username must be");
  }

  @Test
  void spacesAroundItDoNotCount() {
    assertThat(Username.of(" Ada ")).isEqualTo(new Username("Ada"));
    assertThatThrownBy(() -> Username.of("a".repeat(64))).isInstanceOf(Refusal.class);
  }
}
