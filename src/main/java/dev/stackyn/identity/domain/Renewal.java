package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.SessionStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Exchanges refresh tokens, each once. One that comes back later was stolen, or its successor was:
 * the session ends. One that comes back at once is a client that asked twice: only refused.
 */
@Singleton
public class Renewal {
  static final Duration ASKED_TWICE = Duration.ofSeconds(10);

  private final SessionStore store;
  private final Grants grants;
  private final Users users;
  private final AuditLog audit;
  private final Clock clock;

  public Renewal(SessionStore store, Grants grants, Users users, AuditLog audit, Clock clock) {
    this.store = store;
    this.grants = grants;
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  /** Nothing when the token is not good (any more). Never throws it: the end of a session stays. */
  @Transactional
  public Optional<Grant> renew(Hash refreshToken) {
    Instant now = clock.instant();
    Optional<RefreshToken> found = store.lockRefresh(refreshToken);
    if (found.isEmpty() || !now.isBefore(found.get().expiresAt())) {
      return Optional.empty();
    }
    RefreshToken token = found.get();
    Optional<Caller> holder = store.known(token.session(), now).map(KnownCredential::caller);
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    if (token.usedAt().isPresent()) {
      endIfStolen(token.usedAt().get(), token.session(), holder.get(), now);
      return Optional.empty();
    }
    store.spendRefresh(token, now, now.plus(Grants.SESSION));
    return users.find(holder.get().id()).map(user -> grants.grant(user, token.session()));
  }

  public static Refusal refusal() {
    return Refusal.of(ErrorCode.UNAUTHORIZED, "Invalid or expired refresh token");
  }

  private void endIfStolen(Instant usedAt, SessionId session, Caller holder, Instant now) {
    if (now.isBefore(usedAt.plus(ASKED_TWICE))) {
      return;
    }
    store.revoke(session, holder.id(), now);
    audit.record(holder.actor(), "session.refresh_reused", session.toString(), Map.of());
  }
}
