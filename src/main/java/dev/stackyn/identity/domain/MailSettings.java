package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.Variables;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How letters leave: by a mail server, or into a folder where a person finds them. */
public record MailSettings(Optional<SmtpServer> server, Path folder, String from) {

  /** A mail server. Without TLS from the first byte, it is used as soon as it is offered. */
  public record SmtpServer(String host, int port, boolean tlsFirst, Optional<Login> login) {

    /** What the mail server wants to know. */
    public record Login(String user, Secret password) {}

    static SmtpServer parse(String text) {
      URI uri = URI.create(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean tlsFirst = scheme.equals("smtps");
      if (uri.getHost() == null || !(tlsFirst || scheme.equals("smtp"))) {
        throw new IllegalArgumentException("not a mail server");
      }
      int port = uri.getPort() > 0 ? uri.getPort() : tlsFirst ? 465 : 587;
      return new SmtpServer(uri.getHost(), port, tlsFirst, login(uri.getRawUserInfo()));
    }

    private static Optional<Login> login(@Nullable String userInfo) {
      if (userInfo == null || !userInfo.contains(":")) {
        return Optional.empty();
      }
      int colon = userInfo.indexOf(':');
      return Optional.of(
          new Login(
              decoded(userInfo.substring(0, colon)),
              new Secret(decoded(userInfo.substring(colon + 1)))));
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
  }

  public static MailSettings from(Variables variables, Path home, String baseDomain) {
    return new MailSettings(
        variables.text("SMTP_URL").as(MailSettings::server).optional(),
        home.resolve("mail"),
        variables
            .text("EMAIL_FROM", "EMAIL_FROM_EMAIL")
            .must(
                from -> from.contains("@") && from.chars().noneMatch(Character::isISOControl),
                "must be an e-mail address")
            .or("noreply@" + baseDomain));
  }

  /** The message of the original exception would repeat the password. */
  private static SmtpServer server(String text) {
    try {
      return SmtpServer.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must look like smtp://user:password@host:587 or smtps://user:password@host:465"
              + " (percent-encode what is special in user and password)");
    }
  }
}
