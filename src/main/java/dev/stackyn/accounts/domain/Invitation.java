package dev.stackyn.accounts.domain;

import dev.stackyn.identity.domain.Hash;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Objects;

/** Lets one person take over one account, once, for a while. */
public record Invitation(Hash hash, UserId user, Instant expiresAt, boolean used) {
  public Invitation {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(user, "user");
  }

  boolean isGood(Instant now) {
    return !used && now.isBefore(expiresAt);
  }
}
