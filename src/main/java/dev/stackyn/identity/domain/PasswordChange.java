package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.PasswordStore;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Sets passwords. Whoever came in with the old one is out. */
@Singleton
public class PasswordChange {
  private final PasswordStore store;
  private final Sessions sessions;
  private final AuditLog audit;

  public PasswordChange(PasswordStore store, Sessions sessions, AuditLog audit) {
    this.store = store;
    this.sessions = sessions;
    this.audit = audit;
  }

  /** Ends all sessions but the one that it was asked in. */
  @Transactional
  public void change(UserId user, PasswordHash hash, Optional<SessionId> askedIn) {
    store.set(user, hash);
    sessions.endOthers(user, askedIn);
    audit.record(user.toString(), "user.password_set", user.toString(), Map.of());
  }
}
