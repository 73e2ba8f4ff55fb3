package dev.stackyn.billing.domain;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Profile;
import dev.stackyn.identity.domain.Role;
import dev.stackyn.identity.domain.User;
import dev.stackyn.identity.domain.UserList;
import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** As many users as a test of billing needs, in a map. */
final class FewUsers implements UserStore {
  private final Map<UserId, User> users = new HashMap<>();

  User arrives(String email, Instant now) {
    User user =
        new User(
            new UserId(new UUID(0, users.size() + 1L)),
            new Email(email),
            Profile.EMPTY,
            new User.Standing(Role.USER, true, 1, Optional.empty()),
            new User.Dates(now, now));
    add(user);
    return user;
  }

  @Override
  public boolean add(User user) {
    return users.putIfAbsent(user.id(), user) == null;
  }

  @Override
  public Optional<User> find(UserId id) {
    return Optional.ofNullable(users.get(id));
  }

  @Override
  public Optional<User> lock(UserId id) {
    return find(id);
  }

  @Override
  public Optional<User> byEmail(Email email) {
    return users.values().stream().filter(user -> user.email().equals(email)).findFirst();
  }

  @Override
  public UserList list(String search, int limit, int offset) {
    return new UserList(List.copyOf(users.values()), users.size());
  }

  @Override
  public void save(User user) {
    users.replace(user.id(), user);
  }

  @Override
  public boolean remove(UserId id) {
    return users.remove(id) != null;
  }

  @Override
  public Set<UserId> lockAdmins() {
    return Set.of();
  }
}
