package dev.stackyn.identity.domain;

import java.util.Objects;

/** An e-mail in plain text. What it says may be secret. */
public record Letter(Email to, String subject, String text) {
  public Letter {
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(text, "text");
    if (subject.isBlank() || subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a subject is one line of text");
    }
  }

  @Override
  public String toString() {
    return "Letter[" + subject + "]";
  }
}
