package dev.stackyn.identity.domain;

import dev.stackyn.kernel.UserId;
import java.time.Instant;

/** What an access token says. Only the session and the version decide; the rest is for others. */
public record AccessClaims(
    UserId user, SessionId session, int tokenVersion, Holder holder, Instant expiresAt) {

  /** Who he was when the token was signed. */
  public record Holder(Email email, Role role) {}
}
