package dev.stackyn.identity.domain;

import java.time.Instant;
import java.util.Objects;

/** What is kept of a one-time code. */
public record StoredCode(long id, CodeAddress address, Hash hash, Life life) {

  /** To whom it went, and what for. */
  public record CodeAddress(Email email, CodePurpose purpose) {}

  /** How often it was tried, and from when to when it is good. */
  public record Life(int tries, boolean used, Instant createdAt, Instant expiresAt) {}

  public StoredCode {
    Objects.requireNonNull(address, "address");
  }
}
