package dev.stackyn.jobs.adapters.http;

import java.util.Locale;
import java.util.Optional;

/** Priorities have numbers; people have words for three of them. */
final class Priority {
  private static final int LOW = 0;
  private static final int NORMAL = 1;
  private static final int HIGH = 2;

  private Priority() {}

  static String label(int priority) {
    return priority <= LOW ? "low" : priority == NORMAL ? "normal" : "high";
  }

  /** A word or a number; nothing when it is neither. */
  static Optional<Integer> parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "low" -> Optional.of(LOW);
      case "normal" -> Optional.of(NORMAL);
      case "high" -> Optional.of(HIGH);
      default -> number(text);
    };
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
