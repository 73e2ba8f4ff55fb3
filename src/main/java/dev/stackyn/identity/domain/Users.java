package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The people of this platform, and what administrators may do to them. */
@Singleton
public class Users {
  private final UserStore store;
  private final List<Departure> departures;
  private final CredentialCache credentials;
  private final AuditLog audit;
  private final Clock clock;

  public Users(
      UserStore store,
      Collection<Departure> departures,
      CredentialCache credentials,
      AuditLog audit,
      Clock clock) {
    this.store = store;
    this.departures = List.copyOf(departures);
    this.credentials = credentials;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  public Optional<User> find(UserId id) {
    return store.find(id);
  }

  @Transactional
  public Optional<User> byEmail(Email email) {
    return store.byEmail(email);
  }

  /** Newest first; those whose e-mail contains the text, or all when it is empty. */
  @Transactional
  public UserList list(String search, int limit, int offset) {
    return store.list(search.strip(), limit, offset);
  }

  /** His tokens stop working; his apps are another context's affair. */
  @Transactional
  public User suspend(Caller by, UserId id) {
    Set<UserId> admins = store.lockAdmins();
    User user = locked(id);
    refuseTheLast(admins, id);
    return save(by, "user.suspended", user.suspended(now()));
  }

  @Transactional
  public User unsuspend(Caller by, UserId id) {
    return save(by, "user.unsuspended", locked(id).unsuspended(now()));
  }

  /** An administrator says that the e-mail is his: it counts as if he had shown it himself. */
  @Transactional
  public User vouch(Caller by, UserId id) {
    return save(by, "user.vouched_for", locked(id).verified(now()));
  }

  @Transactional
  public User makeAdmin(Caller by, UserId id) {
    return save(by, "user.admin_made", locked(id).withRole(Role.ADMIN, now()));
  }

  @Transactional
  public User removeAdmin(Caller by, UserId id) {
    Set<UserId> admins = store.lockAdmins();
    User user = locked(id);
    refuseTheLast(admins, id);
    return save(by, "user.admin_unmade", user.withRole(Role.USER, now()));
  }

  @Transactional
  public void delete(Caller by, UserId id) {
    Set<UserId> admins = store.lockAdmins();
    User user = locked(id);
    refuseTheLast(admins, id);
    departures.forEach(departure -> departure.leaving(id));
    store.remove(id);
    credentials.clear();
    audit.record(by.actor(), "user.deleted", id.toString(), Map.of("email", user.email().value()));
  }

  /** Every session that he has begun so far is worthless from now on. */
  @Transactional
  User raiseTokenVersion(UserId id) {
    User user = locked(id).signedOutEverywhere(now());
    store.save(user);
    credentials.clear();
    return user;
  }

  /** Only what is said changes. */
  @Transactional
  User introduce(UserId id, Optional<String> fullName, Optional<String> companyName) {
    User user = locked(id);
    User changed = user.with(user.profile().with(fullName, companyName), now());
    store.save(changed);
    return changed;
  }

  private User locked(UserId id) {
    return store.lock(id).orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "User not found"));
  }

  private User save(Caller by, String action, User user) {
    store.save(user);
    credentials.clear();
    audit.record(by.actor(), action, user.id().toString(), Map.of());
    return user;
  }

  private static void refuseTheLast(Set<UserId> admins, UserId id) {
    if (admins.equals(Set.of(id))) {
      throw Refusal.of(
          ErrorCode.LAST_ADMIN, "This is the last administrator: make somebody else one first.");
    }
  }

  private Instant now() {
    return clock.instant();
  }
}
