package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.kernel.Secret;

/**
 * Turns passwords into what may be kept of them. Slow on purpose: callers bound how many at once.
 */
public interface PasswordHasher {
  PasswordHash hash(Secret password);

  boolean matches(Secret password, PasswordHash hash);
}
