package dev.stackyn.accounts.domain;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import java.util.regex.Pattern;

/** A short name for an account. No two have the same, whatever their case. */
public record Username(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._+-]{1,63}");
  private static final Pattern FOREIGN = Pattern.compile("[^a-z0-9._+-]");
  private static final int LONGEST_BEGINNING = 50;
  private static final int DISTINCTION = 12;

  public Username {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a username");
    }
  }

  /** Reads what a person typed. */
  public static Username of(String typed) {
    String stripped = typed.strip();
    if (!SHAPE.matcher(stripped).matches()) {
      throw Refusal.invalid(
          "username",
          "Username must be 1 to 63 letters, digits, dots, hyphens, underscores or plus signs");
    }
    return new Username(stripped);
  }

  /** What everybody begins with: the part of his address before the @. */
  public static Username from(Email email) {
    String local = email.value().substring(0, email.value().indexOf('@'));
    String plain = FOREIGN.matcher(local).replaceAll("-");
    return new Username(plain.substring(0, Math.min(plain.length(), LONGEST_BEGINNING)));
  }

  /** The same for somebody who comes second: with the random end of his id. */
  Username distinguishedBy(UserId user) {
    String id = user.toString();
    return new Username(value + "-" + id.substring(id.length() - DISTINCTION));
  }

  @Override
  public String toString() {
    return value;
  }
}
