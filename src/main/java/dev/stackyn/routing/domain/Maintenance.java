package dev.stackyn.routing.domain;

import java.util.Optional;

/** Whether an app's hosts say that it is being worked on, and what else they say then. */
public record Maintenance(boolean on, Optional<String> message) {
  public static final Maintenance NONE = new Maintenance(false, Optional.empty());
  public static final int LONGEST_MESSAGE = 500;

  public Maintenance {
    message.ifPresent(Maintenance::check);
  }

  private static void check(String message) {
    boolean printable =
        message.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c))
            && !message.isBlank();
    if (!printable || message.codePointCount(0, message.length()) > LONGEST_MESSAGE) {
      throw new IllegalArgumentException(
          "must be a text of 1 to %d characters".formatted(LONGEST_MESSAGE));
    }
  }
}
