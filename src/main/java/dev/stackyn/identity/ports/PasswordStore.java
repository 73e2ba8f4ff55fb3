package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.kernel.UserId;
import java.util.Optional;

/** Keeps what is left of passwords. Every call takes part in the caller's transaction. */
public interface PasswordStore {
  /** Nothing when the user is unknown or has never set a password. */
  Optional<PasswordHash> find(UserId user);

  void set(UserId user, PasswordHash hash);
}
