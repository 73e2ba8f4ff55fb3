package dev.stackyn.identity.domain;

import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Six digits that are sent to an e-mail address to see who reads its mail. */
public record OneTimeCode(String digits) {
  private static final int BOUND = 1_000_000;
  private static final Pattern SHAPE = Pattern.compile("[0-9]{6}");

  public OneTimeCode {
    if (!SHAPE.matcher(digits).matches()) {
      throw Refusal.invalid("otp", "OTP must be 6 digits");
    }
  }

  public static OneTimeCode of(@Nullable String typed) {
    return new OneTimeCode(typed == null ? "" : typed.strip());
  }

  static OneTimeCode random(RandomSource random) {
    return new OneTimeCode(String.format(Locale.ROOT, "%06d", random.below(BOUND)));
  }

  @Override
  public String toString() {
    return "[code]";
  }
}
