package dev.stackyn.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names one request in answers, log lines and audit rows. A caller may bring its own. */
public record RequestId(String value) {
  private static final int LONGEST = 128;

  public RequestId {
    if (!isSafe(value)) {
      throw new IllegalArgumentException("not a request id");
    }
  }

  /** The caller's id, or nothing when it sent none or one that is not safe to repeat. */
  public static Optional<RequestId> brought(@Nullable String header) {
    return header != null && isSafe(header) ? Optional.of(new RequestId(header)) : Optional.empty();
  }

  /** Letter by letter: every request has one. */
  private static boolean isSafe(String text) {
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      boolean safe =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= ':')
              || letter == '-'
              || letter == '.'
              || letter == '_';
      if (!safe) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  @Override
  public String toString() {
    return value;
  }
}
