package dev.stackyn.identity.adapters.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page is from, as browsers tell pages apart: scheme, host and port, none left out. */
record WebOrigin(String scheme, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(https?)://(\\[[0-9a-f:]+]|[a-z0-9._-]+)(?::(\\d{1,5}))?");

  /** Nothing for what is no such origin; {@code null}, which sandboxed pages have, is none. */
  static Optional<WebOrigin> parse(String text) {
    Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1);
    int port =
        parts.group(3) == null
            ? scheme.equals("https") ? 443 : 80
            : Integer.parseInt(parts.group(3));
    return Optional.of(new WebOrigin(scheme, parts.group(2), port));
  }
}
