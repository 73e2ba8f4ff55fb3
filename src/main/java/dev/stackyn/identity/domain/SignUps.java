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
    return known.isPresent() ? verify(known.get(), verified) : add(email, roleOfNew, verified);
  }

  private User add(Email email, Role role, boolean verified) {
    Instant now = clock.instant();
    User user =
        new User(
            new UserId(ids.next()),
            email,
            Profile.EMPTY,
            new Standing(role, verified, 1, Optional.empty()),
            new Dates(now, now));
    if (!store.add(user)) {
      return store.byEmail(email).orElseThrow();
    }
    newcomers.forEach(newcomer -> newcomer.arrived(user));
    audit.record(
        user.id().toString(),
        "user.signed_up",
        user.id().toString(),
        Map.of("email", email.value(), "role", role.name()));
    return user;
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
