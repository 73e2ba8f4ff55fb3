package dev.stackyn.accounts.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/** The number of an account. None is given twice. */
public record AccountId(long value) {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  public AccountId {
    if (value < 1) {
      throw new IllegalArgumentException("accounts are numbered from 1");
    }
  }

  /** What a client sent as an account's number, or nothing when it cannot be one. */
  public static Optional<AccountId> parse(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(new AccountId(Long.parseLong(text)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
