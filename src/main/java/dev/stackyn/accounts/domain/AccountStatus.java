package dev.stackyn.accounts.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What has become of an account. */
public enum AccountStatus {
  /** Nobody has shown yet that he reads its mail. */
  PENDING,
  ACTIVE,
  SUSPENDED,
  /** Suspended, and not meant to come back. */
  BANNED;

  /** How clients call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AccountStatus> parse(String word) {
    return Stream.of(values()).filter(status -> status.word().equalsIgnoreCase(word)).findFirst();
  }
}
