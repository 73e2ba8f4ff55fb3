package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontSettingsTest {
  private static final String TOKEN = "0123456789abcdef";

  @Test
  void ourOwnRouterIsInFrontUnlessSomebodySaysOtherwise() {
    Variables variables = new Variables(Map.of());

    assertThat(FrontSettings.from(variables)).isEqualTo(new FrontSettings(Optional.empty()));
    assertThat(variables.problems()).isEmpty();
  }

  @Test
  void everythingAboutTraefikCanBeSet() {
    Variables variables =
        new Variables(
            Map.of(
                "ROUTING", "traefik",
                "STACKYN_TRAEFIK_TOKEN", TOKEN,
                "TRAEFIK_API_URL", "https://proxy.internal:8443/dashboard/",
                "TRAEFIK_ENTRY_POINT", "web, websecure",
                "TRAEFIK_CERT_RESOLVER", "letsencrypt",
                "STACKYN_TRAEFIK_ROUTER_URL", "http://10.0.0.1:8000",
                "STACKYN_TRAEFIK_TIMEOUT", "10s",
                "STACKYN_TRAEFIK_LINGER", "2s"));

    FrontSettings.Traefik traefik = FrontSettings.from(variables).traefik().orElseThrow();

    assertThat(variables.problems()).isEmpty();
    assertThat(traefik.api()).isEqualTo(URI.create("https://proxy.internal:8443/dashboard"));
    assertThat(traefik.token().reveal()).isEqualTo(TOKEN);
    assertThat(traefik.entryPoints()).isEqualTo(List.of("web", "websecure"));
    assertThat(traefik.resolver()).contains("letsencrypt");
    assertThat(traefik.router()).isEqualTo(URI.create("http://10.0.0.1:8000"));
    assertThat(traefik.patience()).isEqualTo(Duration.ofSeconds(10));
    assertThat(traefik.linger()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void traefikNeedsAToken() {
    Variables variables = new Variables(Map.of("ROUTING", "traefik"));
    FrontSettings.from(variables);

    assertThat(variables.problems())
        .singleElement()
        .asString()
        .startsWith("STACKYN_TRAEFIK_TOKEN: must be set");
  }

  @ParameterizedTest
  @CsvSource({
    "ROUTING, nginx",
    "STACKYN_TRAEFIK_TOKEN, short",
    "TRAEFIK_API_URL, ftp://host",
    "TRAEFIK_API_URL, http://me:secret@host",
    "TRAEFIK_API_URL, http://host?x",
    "TRAEFIK_ENTRY_POINT, 'web,,'",
    "TRAEFIK_CERT_RESOLVER, a b",
    "STACKYN_TRAEFIK_ROUTER_URL, 127.0.0.1:8000",
    "STACKYN_TRAEFIK_TIMEOUT, 0s",
  })
  void aBadValueIsNamedAndNotRepeated(String name, String value) {
    Variables variables = new Variables(Map.of(name, value));
    FrontSettings.from(variables);

    assertThat(variables.problems()).singleElement().asString().startsWith(name + ": ");
    assertThat(variables.problems().toString()).doesNotContain("secret");
  }
}
