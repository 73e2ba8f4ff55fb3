package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.User;
import dev.stackyn.identity.domain.UserList;
import dev.stackyn.kernel.UserId;
import java.util.Optional;
import java.util.Set;

/** Keeps users. Every call takes part in the caller's transaction. */
public interface UserStore {
  /** Adds the user, unless there is one with this e-mail already; tells whether it did. */
  boolean add(User user);

  Optional<User> find(UserId id);

  /** Finds him, and keeps others from changing him until the transaction ends. */
  Optional<User> lock(UserId id);

  Optional<User> byEmail(Email email);

  /** Newest first; those whose e-mail contains the text, whatever its case. Empty means all. */
  UserList list(String search, int limit, int offset);

  /** Writes everything but the e-mail; nothing happens when the user is gone. */
  void save(User user);

  /** Deletes the user with everything that hangs on him; tells whether he was there. */
  boolean remove(UserId id);

  /**
   * Administrators who may come in. They stay as they are until the transaction ends: others who
   * ask meanwhile wait.
   */
  Set<UserId> lockAdmins();
}
