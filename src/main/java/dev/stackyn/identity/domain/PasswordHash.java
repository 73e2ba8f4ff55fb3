package dev.stackyn.identity.domain;

/** What is kept of a password: a hash with its salt and parameters, as a PHC string. */
public record PasswordHash(String value) {
  public PasswordHash {
    if (!value.startsWith("$argon2id$")) {
      throw new IllegalArgumentException("not an Argon2id hash");
    }
  }

  @Override
  public String toString() {
    return "[hash]";
  }
}
