package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.kernel.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginsTest {
  private static final RegistryLogin LOGIN = new RegistryLogin("me", new Secret("open sesame"));

  @ParameterizedTest
  @CsvSource({
    "node,docker.io",
    "node:20,docker.io",
    "library/node,docker.io",
    "docker.io/library/node,docker.io",
    "index.docker.io/a/b,docker.io",
    "ghcr.io/a/b:1,ghcr.io",
    "localhost/a,localhost",
    "registry:5000/a,registry:5000",
    "127.0.0.1:5000/a@sha256:0,127.0.0.1:5000"
  })
  void knowsWhichRegistryANameSpeaksOf(String image, String host) {
    assertThat(Logins.host(image)).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io,registry-1.docker.io",
    "https://index.docker.io/v1/,docker.io",
    "https://ghcr.io,ghcr.io",
    "ghcr.io,ghcr.io"
  })
  void findsALoginByAnyNameOfItsRegistry(String given, String asked) {
    assertThat(new Logins(Map.of(given, LOGIN)).at(asked)).contains(LOGIN);
  }

  @Test
  void isNobodyWhereItHasNoLogin() {
    Logins logins = new Logins(Map.of("ghcr.io", LOGIN));
    assertThat(logins.at("docker.io")).isEmpty();
    assertThat(Json.names(logins.forPull("docker.io"))).isEmpty();
  }

  @Test
  void writesWhatTheEngineReads() {
    Logins logins = new Logins(Map.of("docker.io", LOGIN, "ghcr.io", LOGIN));
    assertThat(Json.text(logins.forPull("docker.io"), "serveraddress"))
        .contains("https://index.docker.io/v1/");
    assertThat(Json.text(logins.forPull("ghcr.io"), "password")).contains("open sesame");
    assertThat(Json.names(logins.forClassicBuild()))
        .containsExactlyInAnyOrder("https://index.docker.io/v1/", "ghcr.io");
  }

  @Test
  void doesNotPrintPasswords() {
    assertThat(new Logins(Map.of("ghcr.io", LOGIN)).toString()).doesNotContain("sesame");
  }
}
