package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An e-mail address in the one form it is stored and compared in: trimmed and in lower case. */
public record Email(String value) {
  private static final int LONGEST = 255;

  /** Nothing that would be read as more than one address, or as a header of its own. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "[^@\\s\\p{Cntrl}<>,;:\"\\\\()\\[\\]]+@[^@\\s\\p{Cntrl}<>,;:\"\\\\()\\[\\]]+");

  public Email {
    if (!isOne(value)) {
      throw new IllegalArgumentException("not an e-mail address in its stored form");
    }
  }

  /** Reads what a person typed. */
  public static Email of(@Nullable String typed) {
    String value = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
    if (!isOne(value)) {
      throw Refusal.invalid("email", "Invalid email address");
    }
    return new Email(value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isOne(String value) {
    return value.length() <= LONGEST
        && SHAPE.matcher(value).matches()
        && value.equals(value.strip().toLowerCase(Locale.ROOT))
        && value.indexOf('.', value.indexOf('@')) > 0;
  }
}
