package dev.stackyn.platform.domain;

import java.util.Objects;
import java.util.Optional;

/** What one look at one part of the platform showed, and how to mend it where it is broken. */
public record Finding(State state, String text, Optional<String> remedy) {

  public enum State {
    OK,
    WARNING,
    PROBLEM
  }

  public Finding {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(remedy, "remedy");
  }

  public static Finding ok(String text) {
    return new Finding(State.OK, text, Optional.empty());
  }

  public static Finding warning(String text, String remedy) {
    return new Finding(State.WARNING, text, Optional.of(remedy));
  }

  public static Finding problem(String text, String remedy) {
    return new Finding(State.PROBLEM, text, Optional.of(remedy));
  }

  public boolean isProblem() {
    return state == State.PROBLEM;
  }
}
