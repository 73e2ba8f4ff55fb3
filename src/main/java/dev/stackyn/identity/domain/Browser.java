package dev.stackyn.identity.domain;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * How a browser got here, and how it keeps a session: in a cookie that no script can read.
 *
 * @param pass what its cookie holds, unless the request shows a token, which then counts alone
 * @param overHttps whether it came encrypted, as far as we or a proxy we trust can tell
 * @param fromOurPage whether the page that sent it here is one of ours
 */
public record Browser(Optional<Secret> pass, boolean overHttps, boolean fromOurPage) {
  private static final String NAME = "stackyn_session";

  /**
   * Over https the name says that the cookie was set by this host alone: the apps that run here are
   * our neighbours on the same site, and might set a cookie for all of it.
   */
  public static String cookieName(boolean overHttps) {
    return overHttps ? "__Host-" + NAME : NAME;
  }

  /** The header's text for a cookie that holds the pass. */
  public String keeping(Secret newPass, Duration life) {
    // Strict is enough for a page that was opened from a link elsewhere: it comes without the
    // cookie, and what it then asks for itself brings it along.
    return cookieName(overHttps)
        + "="
        + newPass.reveal()
        + "; Path=/; Max-Age="
        + life.toSeconds()
        + "; HttpOnly; SameSite=Strict"
        + (overHttps ? "; Secure" : "");
  }

  /** The header's text that takes the cookie away again. */
  public String forgetting() {
    return keeping(new Secret(""), Duration.ZERO);
  }

  /**
   * What changes something in the name of a cookie has to come from a page of ours: the browser
   * sends the cookie along whoever asks it to.
   */
  public void requireOurPage() {
    if (!fromOurPage) {
      throw Refusal.of(
          ErrorCode.ORIGIN_REFUSED, "This does not come from a page of this platform.");
    }
  }
}
