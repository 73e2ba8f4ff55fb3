package dev.stackyn.accounts.domain;

import dev.stackyn.kernel.Refusal;
import java.util.Locale;
import java.util.stream.Stream;

/** How soon accounts are wanted. */
public enum Urgency {
  LOW(0),
  NORMAL(1),
  HIGH(2);

  private final int priority;

  Urgency(int priority) {
    this.priority = priority;
  }

  /** As the queue counts it. */
  public int priority() {
    return priority;
  }

  /** How clients call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a word, whatever its case, or a number from 0. */
  public static Urgency of(String typed) {
    String stripped = typed.strip();
    return Stream.of(values())
        .filter(urgency ->
            urgency.word().equalsIgnoreCase(stripped)
                || Integer.toString(urgency.priority()).equals(stripped))
        .findFirst()
        .orElseThrow(
            () -> Refusal.invalid("priority", "Priority must be 'low', 'normal', or 'high'"));
  }
}
