package dev.stackyn.jobs.domain;

import dev.stackyn.kernel.UserId;
import java.util.Optional;

/** Which jobs are wanted; what is not said does not matter. */
public record JobFilter(
    Optional<UserId> owner,
    Optional<JobStatus> status,
    Optional<Integer> priority,
    Optional<String> kind) {

  public static JobFilter ownedBy(Optional<UserId> owner) {
    return new JobFilter(owner, Optional.empty(), Optional.empty(), Optional.empty());
  }

  JobFilter within(Optional<UserId> horizon) {
    return new JobFilter(horizon, status, priority, kind);
  }
}
