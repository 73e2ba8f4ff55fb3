package dev.stackyn.deployments.adapters.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
  private static final List<String> MAJORS = List.of("24", "22", "20", "18", "16");
  private static final List<String> MINORS = List.of("3.13", "3.12", "3.11", "3.10", "3.9");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          20 ; 20
          v20.11.1 ; 20.11.1
          =20.11.1 ; 20.11.1
          18.x ; 18
          20.* ; 20
          >=18 ; 24
          >18 ; 24
          >=18 <23 ; 22
          >=18.0.0, <20 ; 18
          ^20 ; 20
          ^20.9.0 ; 20
          ~20.9 ; 20.9
          ^18 || ^20 ; 20
          16 - 20 ; 20
          <=20.5 ; 18
          * ; 24
          >= 16 ; 24
          !=24 ; 22
          >=18.17.0 || >=20.0.0 ; 24
          """)
  void majorsAreChosenAsNpmUnderstandsThem(String text, String expected) {
    assertThat(VersionRange.choose(text, MAJORS)).isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          >=3.9,<3.13 ; 3.12
          ~=3.11 ; 3.13
          ~=3.11.4 ; 3.11
          ==3.10.* ; 3.10
          ^3.10 ; 3.13
          ~> 3.9.1 ; 3.9
          >=3.9,!=3.13.* ; 3.12
          ^3.9|^4.0 ; 3.13
          >=4 ;
          """)
  void minorsAreChosenAsOthersUnderstandThem(String text, String expected) {
    assertThat(VersionRange.choose(text, MINORS)).isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "the newest", ">=", "20 or so", "$(reboot)", "1\n2"})
  void whatIsNoVersionIsNothing(String text) {
    assertThat(VersionRange.choose(text, MAJORS)).isEmpty();
  }

  @Test
  void aTextWithoutEndIsNotRead() {
    assertThat(VersionRange.choose(">=1 ".repeat(100_000), MAJORS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999", ">=99999999999999999999", "1.99999999999"})
  void numbersThatAreTooLargeAreNoVersions(String text) {
    assertThat(VersionRange.choose(text, MAJORS)).isEmpty();
  }
}
