package dev.stackyn.apps.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stackyn.kernel.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryHostTest {
  @ParameterizedTest
  @CsvSource({
    "ghcr.io, ghcr.io",
    "' GHCR.io ', ghcr.io",
    "127.0.0.1:5000, 127.0.0.1:5000",
    "localhost, localhost",
    "registry:5000, registry:5000",
    "123456789012.dkr.ecr.eu-central-1.amazonaws.com, 123456789012.dkr.ecr.eu-central-1.amazonaws.com",
    "index.docker.io, docker.io",
    "registry-1.docker.io, docker.io",
  })
  void isWhatImagesNamesBeginWith(String text, String host) {
    assertThat(new RegistryHost(text)).hasToString(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "https://ghcr.io",
        "ghcr.io/ada",
        "ghcr.io:",
        "ghcr.io:0",
        "ghcr.io:65536",
        "-ghcr.io",
        "ghcr..io",
        "gh cr.io",
        "ada@ghcr.io",
        "[::1]:5000"
      })
  void isNothingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RegistryHost(text));
  }

  @Test
  void whoPullsCanBeToldToARegistry() {
    for (String name : new String[] {"", " ", "a:b", "a\nb", "x".repeat(256)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RegistryUser(name, new Secret("open sesame")));
    }
    for (String password : new String[] {"", "a\0b", "x".repeat(16_385)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RegistryUser("ada", new Secret(password)));
    }
    String key = "{\n \"type\": \"service_account\"\n}";
    assertThat(new RegistryUser("_json_key", new Secret(key)).login().password().reveal())
        .isEqualTo(key);
  }
}
