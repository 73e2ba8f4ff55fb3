package dev.stackyn.identity.domain;

import dev.stackyn.kernel.AddressRange;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.Variables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What identity is told from outside. */
public record IdentitySettings(
    FirstAdminSettings firstAdmin, TokenSettings tokens, MailSettings mail, RateSettings rates) {

  /** Who administers a new platform. Without a password one is made and printed once. */
  public record FirstAdminSettings(Email email, Optional<Password> password) {}

  /** How long what the keys sign is good for. */
  public record TokenSettings(Duration accessToken) {}

  /**
   * How much one address may sign in and one caller may ask for, and which proxies are believed
   * about addresses.
   */
  public record RateSettings(
      int signInsPerMinute, int requestsPerSecond, List<AddressRange> trustedProxies) {
    public RateSettings {
      trustedProxies = List.copyOf(trustedProxies);
    }
  }

  public static IdentitySettings from(Variables variables, PlatformSettings platform) {
    if (variables.isSet("JWT_SECRET")) {
      variables.warning(
          "JWT_SECRET", "no longer needed: tokens are signed with keys made at first start");
    }
    return new IdentitySettings(
        firstAdmin(variables),
        new TokenSettings(
            variables
                .text("JWT_EXPIRATION")
                .asDuration(Duration.ofMinutes(1), Duration.ofDays(30))
                .or(Duration.ofHours(24))),
        MailSettings.from(variables, platform.home(), platform.engine().routing().baseDomain()),
        new RateSettings(
            variables.text("STACKYN_SIGN_INS_PER_MINUTE").asWhole(1, 100_000).or(60),
            variables.text("STACKYN_REQUESTS_PER_SECOND").asWhole(1, 100_000).or(50),
            variables.text("STACKYN_TRUSTED_PROXIES").as(AddressRange::list).or(List.of())));
  }

  private static FirstAdminSettings firstAdmin(Variables variables) {
    return new FirstAdminSettings(
        variables
            .text("STACKYN_ADMIN_EMAIL")
            .as(text -> checked(text, Email::of))
            .or(new Email("admin@stackyn.localhost")),
        variables
            .text("STACKYN_ADMIN_PASSWORD")
            .as(text -> checked(text, Password::of))
            .optional());
  }

  private static <T> T checked(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.text(), e);
    }
  }
}
