package dev.stackyn.kernel;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names one request in answers, log lines and audit rows. A caller may bring its own. */
public record RequestId(String value) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  public RequestId {
    if (!SAFE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a request id");
    }
  }

  /** The caller's id, or nothing when it sent none or one that is not safe to repeat. */
  public static Optional<RequestId> brought(@Nullable String header) {
    return header != null && SAFE.matcher(header).matches()
        ? Optional.of(new RequestId(header))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
