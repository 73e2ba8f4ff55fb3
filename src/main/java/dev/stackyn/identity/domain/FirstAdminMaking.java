package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.FirstAdminStore;
import dev.stackyn.identity.ports.PasswordStore;
import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Makes the first administrator, once per database however many platforms start on it at once. */
@Singleton
public class FirstAdminMaking {
  private final FirstAdminStore store;
  private final SignUps signUps;
  private final UserStore users;
  private final PasswordStore passwords;
  private final AuditLog audit;

  public FirstAdminMaking(
      FirstAdminStore store,
      SignUps signUps,
      UserStore users,
      PasswordStore passwords,
      AuditLog audit) {
    this.store = store;
    this.signUps = signUps;
    this.users = users;
    this.passwords = passwords;
    this.audit = audit;
  }

  @Transactional
  public boolean isDone() {
    return store.isMade();
  }

  /** False when another platform was quicker. */
  @Transactional
  public boolean make(Email email, PasswordHash hash) {
    if (!store.claim()) {
      return false;
    }
    User user = signUps.findOrAdd(email, Role.ADMIN, true);
    users.save(user.withRole(Role.ADMIN, user.dates().updatedAt()));
    passwords.set(user.id(), hash);
    audit.record(
        "system", "user.first_admin_made", user.id().toString(), Map.of("email", email.value()));
    return true;
  }
}
