package dev.stackyn.kernel;

import java.util.Objects;

/** What is wrong with one field of a request. */
public record FieldProblem(String field, String message) {
  public FieldProblem {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(message, "message");
  }
}
