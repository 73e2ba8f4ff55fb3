package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.KnownCredential;
import dev.stackyn.identity.domain.RefreshToken;
import dev.stackyn.identity.domain.Session;
import dev.stackyn.identity.domain.SessionId;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps sessions and their refresh tokens. Every call takes part in the caller's transaction. */
public interface SessionStore {
  /** Adds it, and forgets the oldest of the same user when he has very many. */
  void add(Session session);

  /** Who is behind it, unless it has expired or was revoked, or he must not come in any more. */
  Optional<KnownCredential> known(SessionId id, Instant now);

  /** Those that are still good, newest first. */
  List<Session> ofUser(UserId user, Instant now);

  /** Tells whether it was one of this user's, and good until now. */
  boolean revoke(SessionId id, UserId user, Instant now);

  /** Keeps it good although the user's token version was raised. */
  void carryAlong(SessionId id, int tokenVersion);

  void addRefresh(RefreshToken token);

  /** It stays as it is until the transaction ends: others who ask meanwhile wait. */
  Optional<RefreshToken> lockRefresh(Hash hash);

  /** Notes that the token was used, and that its session lives until {@code expires}. */
  void spendRefresh(RefreshToken token, Instant now, Instant expires);

  /** Sessions that ended before then, with everything that hangs on them. */
  void removeExpiredBefore(Instant then);
}
