package dev.stackyn.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.IdentitySettings.RateSettings;
import dev.stackyn.identity.domain.MailSettings.SmtpServer;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitySettingsTest {

  @Test
  void theDefaultsAreThese() {
    IdentitySettings settings = read(Map.of());

    assertThat(settings.firstAdmin().email()).isEqualTo(new Email("admin@stackyn.localhost"));
    assertThat(settings.firstAdmin().password()).isEmpty();
    assertThat(settings.tokens().accessToken()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.mail().server()).isEmpty();
    assertThat(settings.mail().folder()).isEqualTo(Path.of("/home/of/stackyn/mail"));
    assertThat(settings.mail().from()).isEqualTo("noreply@localhost");
    assertThat(settings.rates()).isEqualTo(new RateSettings(60, 50, List.of()));
  }

  @Test
  void aLifetimeIsInSeconds() {
    assertThat(read(Map.of("JWT_EXPIRATION", "3600")).tokens().accessToken())
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void lettersComeFromTheBaseDomain() {
    assertThat(read(Map.of("BASE_DOMAIN", "apps.example.com")).mail().from())
        .isEqualTo("noreply@apps.example.com");
    assertThat(read(Map.of("EMAIL_FROM_EMAIL", "us@example.com")).mail().from())
        .isEqualTo("us@example.com");
  }

  @Test
  void aMailServerIsReadFromItsUrl() {
    SmtpServer server = server("smtp://us%40example.com:p%3Aw+x@mail.example.com");

    assertThat(server.host()).isEqualTo("mail.example.com");
    assertThat(server.port()).isEqualTo(587);
    assertThat(server.tlsFirst()).isFalse();
    assertThat(server.login().orElseThrow().user()).isEqualTo("us@example.com");
    assertThat(server.login().orElseThrow().password().reveal()).isEqualTo("p:w+x");
    assertThat(server("smtps://mail.example.com").port()).isEqualTo(465);
    assertThat(server("smtps://mail.example.com").tlsFirst()).isTrue();
    assertThat(server("smtp://mail.example.com:25").port()).isEqualTo(25);
    assertThat(server("smtp://mail.example.com:25").login()).isEmpty();
  }

  @Test
  void theSecretOfOldInstallationsIsNotNeededAnyMore() {
    Variables variables = new Variables(Map.of("JWT_SECRET", "hunter2hunter2"));
    IdentitySettings.from(variables, PlatformSettings.from(variables));

    assertThat(variables.problems()).isEmpty();
    assertThat(variables.warnings())
        .singleElement()
        .asString()
        .startsWith("JWT_SECRET: no longer needed")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STACKYN_ADMIN_EMAIL | admin | Invalid email address",
        "STACKYN_ADMIN_PASSWORD | hunter2 | at least 8 characters",
        "SMTP_URL | mail.example.com | must look like smtp://",
        "SMTP_URL | http://u:hunter2@mail.example.com | must look like smtp://",
        "SMTP_URL | smtp://u:hunter2 x@mail | must look like smtp://",
        "EMAIL_FROM | us | must be an e-mail address",
        "JWT_EXPIRATION | 1 | must lie between",
        "STACKYN_SIGN_INS_PER_MINUTE | 0 | must be a whole number from 1",
        "STACKYN_REQUESTS_PER_SECOND | many | must be a whole number from 1",
        "STACKYN_TRUSTED_PROXIES | traefik | must be a comma list of addresses",
      })
  void aBadValueIsNamedWithWhatWasExpectedAndNotRepeated(
      String name, String value, String expectation) {
    Variables variables = new Variables(Map.of(name, value));
    IdentitySettings.from(variables, PlatformSettings.from(variables));

    assertThat(variables.problems()).hasSize(1);
    assertThat(variables.problems().getFirst())
        .startsWith(name + ": ")
        .contains(expectation)
        .doesNotContain("hunter2");
  }

  private static SmtpServer server(String url) {
    return read(Map.of("SMTP_URL", url)).mail().server().orElseThrow();
  }

  private static IdentitySettings read(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("STACKYN_HOME", "/home/of/stackyn");
    Variables variables = new Variables(all);
    IdentitySettings settings = IdentitySettings.from(variables, PlatformSettings.from(variables));
    assertThat(variables.problems()).isEqualTo(List.of());
    return settings;
  }
}
