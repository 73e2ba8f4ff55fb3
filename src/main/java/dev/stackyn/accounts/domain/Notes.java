package dev.stackyn.accounts.domain;

import dev.stackyn.kernel.Refusal;

/** What administrators write down about an account; empty when they did not. */
public record Notes(String text) {
  public static final Notes NONE = new Notes("");
  private static final int LONGEST = 2_000;

  public Notes {
    if (text.length() > LONGEST) {
      throw Refusal.invalid("notes", "Notes must be at most " + LONGEST + " characters");
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0)) {
      throw Refusal.invalid("notes", "Notes must not contain control characters");
    }
  }

  /** Reads what a person typed. */
  public static Notes of(String typed) {
    return new Notes(typed.strip());
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }
}
