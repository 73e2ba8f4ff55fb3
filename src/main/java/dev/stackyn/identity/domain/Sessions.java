package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.SessionStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The sessions of users: what they see of them, and how they end. */
@Singleton
public class Sessions {
  private final SessionStore store;
  private final Users users;
  private final CredentialCache credentials;
  private final AuditLog audit;
  private final Clock clock;

  public Sessions(
      SessionStore store, Users users, CredentialCache credentials, AuditLog audit, Clock clock) {
    this.store = store;
    this.users = users;
    this.credentials = credentials;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  public List<Session> of(Caller caller) {
    return store.ofUser(caller.id(), clock.instant());
  }

  @Transactional
  public void end(Caller caller, UUID session) {
    if (!store.revoke(new SessionId(session), caller.id(), clock.instant())) {
      throw Refusal.of(ErrorCode.NOT_FOUND, "Session not found");
    }
    credentials.clear();
    audit.record(caller.actor(), "session.ended", session.toString(), Map.of());
  }

  /** Ends the session that the caller called with. */
  @Transactional
  public void end(Caller caller) {
    caller.session().ifPresent(session -> end(caller, session.value()));
  }

  @Transactional
  public void endAll(Caller caller) {
    users.raiseTokenVersion(caller.id());
    audit.record(caller.actor(), "session.all_ended", caller.id().toString(), Map.of());
  }

  /** Who is behind a session that is still good. */
  @Transactional
  public Optional<KnownCredential> known(SessionId session) {
    return store.known(session, clock.instant());
  }

  /** Ends all sessions of the user but the one that is kept. */
  @Transactional
  public void endOthers(UserId user, Optional<SessionId> kept) {
    int version = users.raiseTokenVersion(user).standing().tokenVersion();
    kept.ifPresent(session -> store.carryAlong(session, version));
  }
}
