package dev.stackyn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.1.128/25, 192.168.1.127, false",
    "192.168.1.128/25, 192.168.1.129, true",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/32, 2001:db8:1::1, true",
    "::1, ::1, true",
    "::1, 127.0.0.1, false"
  })
  void itHoldsWhatBeginsWithItsBits(String range, String address, boolean inside) {
    assertThat(
            AddressRange.list(range)
                .getFirst()
                .contains(AddressRange.numeric(address).orElseThrow()))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "", "1::/129"})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> AddressRange.list(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.0/8");
  }

  @Test
  void aNameIsNeverLookedUp() {
    assertThat(AddressRange.numeric("example.com")).isEmpty();
    assertThat(AddressRange.numeric("cafe")).isEmpty();
  }
}
