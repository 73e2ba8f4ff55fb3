package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** The last step of every way in. */
@Singleton
public class Admission {
  private final UserStore users;
  private final PasswordChange passwordChange;
  private final Grants grants;
  private final AuditLog audit;

  public Admission(UserStore users, PasswordChange passwordChange, Grants grants, AuditLog audit) {
    this.users = users;
    this.passwordChange = passwordChange;
    this.grants = grants;
    this.audit = audit;
  }

  /** Sets the password, if one was brought along, and begins a session. */
  @Transactional
  Grant admit(User user, Optional<PasswordHash> newPassword, Visitor visitor) {
    newPassword.ifPresent(hash -> passwordChange.change(user.id(), hash, Optional.empty()));
    User present = users.find(user.id()).orElse(user);
    Grant grant = grants.begin(present, visitor);
    audit.record(
        user.id().toString(),
        "session.begun",
        user.id().toString(),
        Map.of("address", visitor.address()));
    return grant;
  }
}
