package dev.stackyn.kernel;

import java.util.Objects;

/** A value that must never be printed: only {@link #reveal} gives it away. */
public record Secret(String value) {
  public Secret {
    Objects.requireNonNull(value, "value");
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
