package dev.stackyn.accounts.domain;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.Variables;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The domain of addresses that are made up here, and where invited people find the platform. */
public record AccountsSettings(String domain, URI publicUrl) {
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,190}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

  public AccountsSettings {
    // Every address that will be made up is one.
    Email.of("user@" + domain);
  }

  public static AccountsSettings from(Variables variables, PlatformSettings platform) {
    String baseDomain = platform.engine().routing().baseDomain();
    return new AccountsSettings(
        variables
            .text("STACKYN_ACCOUNT_DOMAIN")
            .must(
                domain -> DOMAIN.matcher(domain).matches(),
                "must be a domain name in lower case with a dot in it, such as example.com")
            .or(baseDomain.contains(".") ? baseDomain : "accounts." + baseDomain),
        variables
            .text("STACKYN_PUBLIC_URL")
            .as(AccountsSettings::publicUrl)
            .or(platform.http().localUrl(platform.http().port())));
  }

  /** The address of a page of this platform. */
  public URI page(String path) {
    return URI.create(publicUrl + path);
  }

  private static URI publicUrl(String text) {
    String expectation =
        "must look like https://stackyn.example.com (a path may follow, nothing else)";
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("https") || scheme.equals("http");
      boolean more =
          uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getUserInfo() != null;
      if (!web || uri.getHost() == null || more) {
        throw new IllegalArgumentException(expectation);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(expectation, e);
    }
  }
}
