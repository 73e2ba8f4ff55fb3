package dev.stackyn.jobs.domain;

import dev.stackyn.kernel.Ids;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names one job. */
public record JobId(UUID value) {
  public JobId {
    Objects.requireNonNull(value, "value");
  }

  /** What a client sent as a job's id, or nothing when it cannot be one. */
  public static Optional<JobId> parse(@Nullable String text) {
    return Ids.parse(text).map(JobId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
