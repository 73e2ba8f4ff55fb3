package dev.stackyn.routing.domain;

import dev.stackyn.identity.domain.PasswordHash;

/** The name and the password that a browser asks for before it shows an app. */
public record Login(String user, PasswordHash password) {
  public static final int LONGEST_USER = 64;

  public Login {
    checked(user);
  }

  /** A name that can be one. */
  public static String checked(String user) {
    // The colon is where the name ends when a browser sends both.
    if (user.isEmpty()
        || user.length() > LONGEST_USER
        || user.indexOf(':') >= 0
        || user.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "must be 1 to %d characters without a colon".formatted(LONGEST_USER));
    }
    return user;
  }
}
