package dev.stackyn.apps.domain;

import dev.stackyn.kernel.FieldProblem;
import dev.stackyn.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The fields of a request, read one by one: whoever sent it learns all that is wrong with it at
 * once.
 */
public final class Fields {
  private final List<FieldProblem> problems = new ArrayList<>();

  /**
   * What the reader makes of the field. What it throws is noted, and begins with what people call
   * the field.
   */
  public <T> Optional<T> read(String field, String called, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (IllegalArgumentException e) {
      wrong(field, called + " " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  public void wrong(String field, String text) {
    problems.add(new FieldProblem(field, text));
  }

  /** Whether something is wrong with that one already. */
  boolean mention(String field) {
    return problems.stream().anyMatch(problem -> problem.field().equals(field));
  }

  /** To be called when everything has been read. */
  public void refuse() {
    if (problems.size() == 1) {
      // Many clients show nobody but this one text.
      throw Refusal.invalid(problems.getFirst().field(), problems.getFirst().message());
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }
}
