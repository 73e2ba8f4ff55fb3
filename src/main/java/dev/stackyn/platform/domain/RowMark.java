package dev.stackyn.platform.domain;

import java.util.Objects;

/**
 * How to tell whether rows are still those that something was read from. A context brings one bean
 * of this for each kind of rows that its answers are read from.
 *
 * <p>The expression gives one text for the key {@code k.id}: what identifies each of the rows,
 * together with its {@code xmin}. PostgreSQL sets that to the transaction which wrote this version
 * of the row, so that nobody who changes a row can forget to mark it, and nobody pays for it.
 */
public record RowMark(RowSet.Kind kind, String expression) {
  public RowMark {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(expression, "expression");
  }
}
