package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcmeSettingsTest {

  @Test
  void nothingIsOrderedUnlessSomebodyAgrees() {
    AcmeSettings settings = AcmeSettings.from(new Variables(Map.of()));

    assertThat(settings.agreed()).isFalse();
    assertThat(settings.authority().directory())
        .hasToString("https://acme-v02.api.letsencrypt.org/directory");
    assertThat(settings.manner()).isEqualTo(new AcmeSettings.Manner(AcmeSettings.Proof.AUTO, 30));
    assertThat(settings.authority().email()).isEmpty();
    assertThat(settings.dns()).isEmpty();
  }

  @Test
  void eachCanBeSet() {
    Variables variables =
        new Variables(
            Map.of(
                "STACKYN_ACME_TERMS_AGREED", "true",
                "STACKYN_ACME_STAGING", "true",
                "STACKYN_ACME_EMAIL", "admin@example.com",
                "STACKYN_ACME_PROOF", "dns",
                "STACKYN_ACME_ORDERS_PER_HOUR", "7",
                "STACKYN_CLOUDFLARE_TOKEN", "open sesame",
                "STACKYN_ACME_DNS_WAIT", "2m"));
    AcmeSettings settings = AcmeSettings.from(variables);

    assertThat(variables.problems()).isEmpty();
    assertThat(settings.agreed()).isTrue();
    assertThat(settings.authority().directory())
        .hasToString("https://acme-staging-v02.api.letsencrypt.org/directory");
    assertThat(settings.authority().email()).hasValue("admin@example.com");
    assertThat(settings.manner()).isEqualTo(new AcmeSettings.Manner(AcmeSettings.Proof.DNS, 7));
    assertThat(settings.dns().orElseThrow().settles()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.toString()).doesNotContain("open sesame");
  }

  @ParameterizedTest
  @CsvSource({
    "STACKYN_ACME_DIRECTORY, http://ca.example.com/dir",
    "STACKYN_ACME_DIRECTORY, not an address",
    "STACKYN_ACME_EMAIL, nobody",
    "STACKYN_ACME_PROOF, dns",
    "STACKYN_ACME_PROOF, word",
    "STACKYN_ACME_ORDERS_PER_HOUR, 0",
    "STACKYN_ACME_TERMS_AGREED, of course",
  })
  void aBadValueIsNamed(String name, String value) {
    Variables variables = new Variables(Map.of(name, value));
    AcmeSettings.from(variables);

    assertThat(variables.problems()).singleElement().asString().startsWith(name + ": ");
  }

  @Test
  void stagingIsOfOneAuthorityOnly() {
    Variables variables =
        new Variables(
            Map.of(
                "STACKYN_ACME_STAGING", "true",
                "STACKYN_ACME_DIRECTORY", "https://ca.example.com/dir"));
    AcmeSettings.from(variables);

    assertThat(variables.problems()).singleElement().asString().startsWith("STACKYN_ACME_STAGING");
  }
}
