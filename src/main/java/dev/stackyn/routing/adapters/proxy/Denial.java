package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.kernel.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a request is answered instead of by the app. */
sealed interface Denial {

  /** It should be asked there. */
  record Elsewhere(String location) implements Denial {}

  /** It is refused; the headers say what else a client should know. */
  record Refused(ErrorCode code, String text, Optional<String> more, Map<String, String> headers)
      implements Denial {}

  /** Its body is longer than the app's may be, and is still on its way. */
  record TooLong() implements Denial {}

  static Denial refused(ErrorCode code, String text) {
    return new Refused(code, text, Optional.empty(), Map.of());
  }

  static Denial later(ErrorCode code, String text, Duration wait) {
    return new Refused(code, text, Optional.empty(), Map.of("Retry-After", seconds(wait)));
  }

  /** Whole seconds, and never none: who comes at once is told the same again. */
  static String seconds(Duration wait) {
    return String.valueOf(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }
}
