package dev.stackyn.apps.domain;

import java.nio.charset.StandardCharsets;

/** What an owner calls his app; each of his apps has another name. */
public record AppName(String value) {
  private static final int MOST = 63;

  public AppName {
    value = value.strip();
    if (value.isEmpty()
        || value.length() > MOST
        || value.chars().anyMatch(Character::isISOControl)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException("must be 1 to 63 characters on one line");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
