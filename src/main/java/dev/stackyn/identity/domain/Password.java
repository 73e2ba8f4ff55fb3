package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;

/** A password that somebody chose, long enough to be one. */
public record Password(Secret secret) {
  public static final int SHORTEST = 8;
  public static final int LONGEST = 256;

  public Password {
    int length = secret.reveal().length();
    if (length < SHORTEST) {
      throw Refusal.invalid("password", "Password must be at least " + SHORTEST + " characters");
    }
    if (length > LONGEST) {
      throw Refusal.invalid("password", "Password must be at most " + LONGEST + " characters");
    }
  }

  public static Password of(String typed) {
    return new Password(new Secret(typed));
  }
}
