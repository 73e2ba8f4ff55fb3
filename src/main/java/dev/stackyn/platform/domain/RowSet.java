package dev.stackyn.platform.domain;

import java.util.Objects;
import java.util.UUID;

/**
 * Some rows of the database that something was read from: all those of one kind that a key stands
 * for. A context names the kinds it has, and brings a {@link RowMark} for each.
 */
public record RowSet(Kind kind, String key) {

  /** What the rows have in common, and what kind of key names some of them. */
  public record Kind(String name, Key key) {
    public Kind {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(key, "key");
    }

    public static Kind byId(String name) {
      return new Kind(name, Key.ID);
    }

    public static Kind byNumber(String name) {
      return new Kind(name, Key.NUMBER);
    }

    public RowSet of(UUID id) {
      return of(Key.ID, id.toString());
    }

    public RowSet of(long number) {
      return of(Key.NUMBER, Long.toString(number));
    }

    private RowSet of(Key given, String text) {
      if (key != given) {
        throw new IllegalArgumentException(name + " has keys of another kind: " + text);
      }
      return new RowSet(this, text);
    }
  }

  /** How rows are named. */
  public enum Key {
    ID,
    NUMBER
  }

  public RowSet {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(key, "key");
  }
}
