package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.kernel.Secret;
import java.nio.charset.StandardCharsets;

/** Somebody who may pull from a registry, as it can be told to one. */
public record RegistryUser(String name, Secret password) {
  private static final int LONGEST_NAME = 255;
  private static final int MOST_BYTES = 16 * 1024;

  public RegistryUser {
    requireName(name);
    requirePassword(password.reveal());
  }

  /** Name and password are sent with a colon between them. */
  static void requireName(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("must have 1 to 255 characters");
    }
    if (name.indexOf(':') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("must have neither colons nor control characters");
    }
  }

  static void requirePassword(String text) {
    if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new IllegalArgumentException("must have 1 to 16384 bytes");
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("must not contain a NUL character");
    }
  }

  public static String checkedName(String name) {
    requireName(name);
    return name;
  }

  public static Secret checkedPassword(String password) {
    requirePassword(password);
    return new Secret(password);
  }

  RegistryLogin login() {
    return new RegistryLogin(name, password);
  }
}
