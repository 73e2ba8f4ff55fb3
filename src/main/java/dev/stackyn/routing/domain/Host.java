package dev.stackyn.routing.domain;

import dev.stackyn.kernel.Refusal;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name that requests are made to: in lower case, in the letters of DNS, without port or final
 * dot.
 */
public record Host(String value) {
  private static final int LONGEST = 253;
  private static final Pattern NORMAL =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern ADDRESS = Pattern.compile("(.*\\.)?[0-9]+");

  public Host {
    if (value.length() > LONGEST || !NORMAL.matcher(value).matches()) {
      throw new IllegalArgumentException("not a host name in its normal form");
    }
  }

  /** What a person calls a host. */
  public static Host of(String text) {
    String name = ascii(withoutFinalDot(text.strip()));
    if (name.length() > LONGEST
        || !NORMAL.matcher(name).matches()
        || ADDRESS.matcher(name).matches()) {
      throw Refusal.invalid("host", "must be a host name such as app.example.com");
    }
    return new Host(name);
  }

  /**
   * What a request says it is for, such as {@code App.example.com:8000}; nothing if that is no name
   * at all.
   */
  public static Optional<Host> asked(String authority) {
    int port = portBegins(authority);
    if (port < 0) {
      return Optional.empty();
    }
    String name = withoutFinalDot(authority.substring(0, port)).toLowerCase(Locale.ROOT);
    return name.length() <= LONGEST && NORMAL.matcher(name).matches()
        ? Optional.of(new Host(name))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }

  /** Negative when something else than a port stands behind the name. */
  private static int portBegins(String authority) {
    int colon = authority.indexOf(':');
    if (colon < 0) {
      return authority.length();
    }
    boolean digits = authority.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9');
    return digits && authority.length() - colon <= "65535:".length() ? colon : -1;
  }

  private static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String ascii(String name) {
    try {
      return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
