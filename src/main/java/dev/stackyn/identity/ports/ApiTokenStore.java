package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.ApiToken;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.KnownCredential;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps API tokens. Every call takes part in the caller's transaction. */
public interface ApiTokenStore {
  void add(ApiToken token, Hash hash);

  /** Those that were not revoked, newest first. */
  List<ApiToken> ofUser(UserId user);

  /** Tells whether it was one of this user's and not revoked before. */
  boolean revoke(UUID id, UserId user, Instant now);

  /**
   * Who is behind it, unless it has expired or was revoked, or he must not come in any more. Notes
   * the use, to the minute.
   */
  Optional<KnownCredential> known(Hash hash, Instant now);
}
