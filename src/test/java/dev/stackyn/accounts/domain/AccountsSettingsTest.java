package dev.stackyn.accounts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.Variables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsSettingsTest {
  @Test
  void followsFromTheRestWhenNothingIsSaid() {
    assertThat(read(Map.of()).domain()).isEqualTo("accounts.localhost");
    assertThat(read(Map.of("BASE_DOMAIN", "apps.example.com")).domain())
        .isEqualTo("apps.example.com");
    assertThat(read(Map.of("PORT", "9000")).publicUrl()).hasToString("http://localhost:9000");
  }

  @Test
  void pagesLieBelowThePublicAddress() {
    AccountsSettings settings =
        read(
            Map.of(
                "STACKYN_PUBLIC_URL", "https://example.com/stackyn/",
                "STACKYN_ACCOUNT_DOMAIN", "people.example.com"));

    assertThat(settings.page("/docs")).hasToString("https://example.com/stackyn/docs");
    assertThat(settings.domain()).isEqualTo("people.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "ftp://example.com",
        "https://",
        "https://a b",
        "https://u:p@h",
        "https://h?x=1",
        "https://h#x"
      })
  void whatIsNoAddressOfAWebSiteIsAProblem(String url) {
    Variables variables = new Variables(Map.of("STACKYN_PUBLIC_URL", url));
    AccountsSettings.from(variables, PlatformSettings.from(variables));

    assertThat(variables.problems())
        .singleElement()
        .asString()
        .startsWith("STACKYN_PUBLIC_URL: must look like");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "Example.com", "a@b.c", "-a.com", "a..com"})
  void whatIsNoDomainForMailIsAProblem(String domain) {
    Variables variables = new Variables(Map.of("STACKYN_ACCOUNT_DOMAIN", domain));
    AccountsSettings.from(variables, PlatformSettings.from(variables));

    assertThat(variables.problems())
        .singleElement()
        .asString()
        .startsWith("STACKYN_ACCOUNT_DOMAIN: must be a domain name");
  }

  private static AccountsSettings read(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    AccountsSettings settings = AccountsSettings.from(variables, PlatformSettings.from(variables));
    assertThat(variables.problems()).isEmpty();
    return settings;
  }
}
