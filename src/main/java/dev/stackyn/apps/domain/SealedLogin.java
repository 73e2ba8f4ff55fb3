package dev.stackyn.apps.domain;

import dev.stackyn.platform.domain.SealedBytes;
import java.time.Instant;
import java.util.Objects;

/**
 * Who pulls from a registry, as it is kept.
 *
 * @param updatedAt since when the password has been this one
 */
public record SealedLogin(
    RegistryHost host, String user, SealedBytes password, Instant createdAt, Instant updatedAt) {
  public SealedLogin {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }
}
