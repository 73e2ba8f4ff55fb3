package dev.stackyn.identity.domain;

import dev.stackyn.identity.domain.User.Dates;
import dev.stackyn.identity.domain.User.Standing;
import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.kernel.Ids;
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

/** Makes users, each e-mail one. */
@Singleton
public class SignUps {
  private final UserStore store;
  private final List<Newcomer> newcomers;
  private final Ids ids;
  private final AuditLog audit;
  private final Clock clock;

  public SignUps(
      UserStore store, Collection<Newcomer> newcomers, Ids ids, AuditLog audit, Clock clock) {
    this.store = store;
    this.newcomers = List.copyOf(newcomers);
    this.ids = ids;
    this.audit = audit;
    this.clock = clock;
  }

  /** The user with this e-mail; made now if there is none, however many ask for it at once. */
  @Transactional
  public User findOrAdd(Email email, Role roleOfNew, boolean verified) {
    Optional<User> known = store.byEmail(email);
    if (known.isPresent()) {
      return verify(known.get(), verified);
    }
    User fresh = fresh(email, roleOfNew, verified);
    if (!store.add(fresh)) {
      return store.byEmail(email).orElseThrow();
    }
    welcome(fresh, "user.signed_up", fresh.id().toString());
    return fresh;
  }

  /** A user made by somebody else than himself; nobody when there is one with this e-mail. */
  @Transactional
  public Optional<User> add(String actor, Email email, boolean verified) {
    User fresh = fresh(email, Role.USER, verified);
    if (!store.add(fresh)) {
      return Optional.empty();
    }
    welcome(fresh, "user.added", actor);
    return Optional.of(fresh);
  }

  private User fresh(Email email, Role role, boolean verified) {
    Instant now = clock.instant();
    return new User(
        new UserId(ids.next()),
        email,
        Profile.EMPTY,
        new Standing(role, verified, 1, Optional.empty()),
        new Dates(now, now));
  }

  private void welcome(User user, String action, String actor) {
    newcomers.forEach(newcomer -> newcomer.arrived(user));
    audit.record(
        actor,
        action,
        user.id().toString(),
        Map.of("email", user.email().value(), "role", user.standing().role().name()));
  }

  private User verify(User user, boolean verified) {
    if (!verified || user.standing().emailVerified()) {
      return user;
    }
    User shown = store.lock(user.id()).orElseThrow().verified(clock.instant());
    store.save(shown);
    return shown;
  }
}
