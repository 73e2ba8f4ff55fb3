package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.Password;
import dev.stackyn.kernel.Secret;
import dev.stackyn.routing.domain.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The name and the password that somebody typed into his browser. */
record Typed(String user, Secret password) {
  private static final String SCHEME = "Basic ";

  /** Nothing when the header holds no such thing, or what cannot be a password. */
  static Optional<Typed> in(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String both = decoded(header.substring(SCHEME.length()).strip());
    int colon = both.indexOf(':');
    String password = both.substring(colon + 1);
    return colon < 0 || password.length() > Password.LONGEST
        ? Optional.empty()
        : Optional.of(new Typed(both.substring(0, colon), new Secret(password)));
  }

  boolean is(Login login) {
    return MessageDigest.isEqual(
        login.user().getBytes(StandardCharsets.UTF_8), user.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
