package dev.stackyn.identity.domain;

import dev.stackyn.kernel.UserId;
import java.time.Instant;

/** One sign-in, and how long it lives. */
public record Session(SessionId id, UserId user, int tokenVersion, Visitor visitor, Life life) {

  /** From when to when it is good, and when it was last renewed. */
  public record Life(Instant createdAt, Instant lastUsedAt, Instant expiresAt) {}
}
