package dev.stackyn.jobs.domain;

import java.util.Objects;
import java.util.UUID;

/** Names one worker for as long as the others believe him to be alive. */
public record WorkerId(UUID value) {
  public WorkerId {
    Objects.requireNonNull(value, "value");
  }

  /** How events call him. */
  public String actor() {
    return "worker " + value;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
