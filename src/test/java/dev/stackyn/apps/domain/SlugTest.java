package dev.stackyn.apps.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.AppId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "ab", "my-shop", "a--b", "abcdefghijklmnopqrstuvwxyz012345"})
  void theseAreSome(String text) {
    assertThat(new Slug(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "-a", "a-", "My", "a.b", "a_b", "é", "abcdefghijklmnopqrstuvwxyz0123456"})
  void theseAreNone(String text) {
    assertThatThrownBy(() -> new Slug(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be 1 to 32 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "Shop,shop",
    "My  Shop!,my-shop",
    "--Foo.Bar--,foo-bar",
    "Café,caf",
    "日本,app",
    "abcdefghijklmnopqrstuvwxyz01234 56789,abcdefghijklmnopqrstuvwxyz01234"
  })
  void namesBecomeSlugsAsTheWebAppShowsThem(String name, String slug) {
    assertThat(Slug.from(new AppName(name))).hasToString(slug);
  }

  @Test
  void alternativesAreNoLonger() {
    Slug longest = new Slug("a".repeat(32));
    AppId app = new AppId(UUID.fromString("0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23"));

    assertThat(longest.numbered(2)).hasToString("a".repeat(30) + "-2");
    assertThat(new Slug("shop").distinguishedBy(app)).hasToString("shop-8d0e1f23");
    assertThat(longest.distinguishedBy(app).value()).hasSize(32).endsWith("-8d0e1f23");
  }
}
