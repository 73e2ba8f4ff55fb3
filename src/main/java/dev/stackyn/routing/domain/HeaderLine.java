package dev.stackyn.routing.domain;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A header that owners put on their app's answers. */
public record HeaderLine(String name, String value) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]{0,998}[!-~])?");

  /**
   * What says where a message ends, what its bytes are, or what becomes of its connection: another
   * word for that is a broken answer. Cookies are the app's: one line for all of them would take
   * them away.
   */
  private static final Set<String> NOT_THEIRS = notTheirs();

  public HeaderLine {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("must be the name of a header, such as X-Frame-Options");
    }
    if (NOT_THEIRS.contains(name)) {
      throw new IllegalArgumentException("must not be " + name + ", which is not for this");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "must have 1 to 1000 printable ASCII characters, with no space at either end");
    }
  }

  private static Set<String> notTheirs() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(
        List.of(
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Range",
            "Date",
            "Host",
            "HTTP2-Settings",
            "Keep-Alive",
            "Location",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Proxy-Connection",
            "Sec-WebSocket-Accept",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Protocol",
            "Set-Cookie",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "WWW-Authenticate",
            "X-Request-ID"));
    return names;
  }
}
