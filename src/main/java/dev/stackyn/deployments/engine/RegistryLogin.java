package dev.stackyn.deployments.engine;

import dev.stackyn.kernel.Secret;
import java.util.Objects;

/** Who may pull from a registry. */
public record RegistryLogin(String user, Secret password) {
  public RegistryLogin {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }
}
