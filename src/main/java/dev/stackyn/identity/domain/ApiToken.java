package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Scope;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A credential for a program, as far as it is kept and shown after it was made. */
public record ApiToken(UUID id, UserId user, String name, Set<Scope> scopes, Life life) {
  private static final int LONGEST_NAME = 63;

  /** What every API token begins with, so that people and scanners know one when they see it. */
  static final String PREFIX = "stk_";

  /** Since when, until when, and when it was last used. */
  public record Life(
      Instant createdAt, Optional<Instant> expiresAt, Optional<Instant> lastUsedAt) {}

  public ApiToken {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid("name", "must be 1 to " + LONGEST_NAME + " characters long");
    }
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw Refusal.invalid("scopes", "must name at least one of read, deploy, admin");
    }
  }
}
