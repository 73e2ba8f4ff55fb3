package dev.stackyn.identity.domain;

import java.util.Objects;
import java.util.UUID;

/** Names one sign-in, through all tokens that follow from it. */
public record SessionId(UUID value) {
  public SessionId {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
