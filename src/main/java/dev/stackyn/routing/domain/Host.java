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
  private static final int LONGEST_LABEL = 63;
  private static final Pattern ADDRESS = Pattern.compile("(.*\\.)?[0-9]+");

  public Host {
    if (!isNormal(value)) {
      throw new IllegalArgumentException("not a host name in its normal form");
    }
  }

  /** What a person calls a host. */
  public static Host of(String text) {
    String name = ascii(withoutFinalDot(text.strip()));
    if (!isNormal(name) || ADDRESS.matcher(name).matches()) {
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
    return isNormal(name) ? Optional.of(new Host(name)) : Optional.empty();
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
    if (authority.length() - colon > "65535:".length()) {
      return -1;
    }
    for (int at = colon + 1; at < authority.length(); at++) {
      if (!isDigit(authority.charAt(at))) {
        return -1;
      }
    }
    return colon;
  }

  /** Letter by letter: every request comes through here. */
  private static boolean isNormal(String name) {
    int label = 0;
    for (int at = 0; at < name.length(); at++) {
      char letter = name.charAt(at);
      boolean inside = letter == '-' && label > 0 && !endsLabel(name, at + 1);
      if (letter == '.') {
        if (label == 0) {
          return false;
        }
        label = 0;
      } else if (++label > LONGEST_LABEL || !(isDigit(letter) || isLetter(letter) || inside)) {
        return false;
      }
    }
    return label > 0 && name.length() <= LONGEST;
  }

  private static boolean endsLabel(String name, int at) {
    return at == name.length() || name.charAt(at) == '.';
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static boolean isLetter(char letter) {
    return letter >= 'a' && letter <= 'z';
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
