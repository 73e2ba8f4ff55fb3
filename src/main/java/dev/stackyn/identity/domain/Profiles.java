package dev.stackyn.identity.domain;

import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** What users change about themselves. */
@Singleton
public class Profiles {
  private final Users users;
  private final PasswordChange passwordChange;
  private final AuditLog audit;

  /** What is not said stays as it is. The password comes hashed. */
  public record Changes(
      Optional<String> fullName, Optional<String> companyName, Optional<PasswordHash> password) {}

  public Profiles(Users users, PasswordChange passwordChange, AuditLog audit) {
    this.users = users;
    this.passwordChange = passwordChange;
    this.audit = audit;
  }

  @Transactional
  public User update(Caller caller, Changes changes) {
    changes
        .password()
        .ifPresent(hash -> passwordChange.change(caller.id(), hash, caller.session()));
    User user = users.introduce(caller.id(), changes.fullName(), changes.companyName());
    if (changes.fullName().isPresent() || changes.companyName().isPresent()) {
      audit.record(caller.actor(), "user.profile_changed", caller.actor(), Map.of());
    }
    return user;
  }
}
