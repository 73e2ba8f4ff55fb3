package dev.stackyn.accounts.domain;

import dev.stackyn.kernel.FieldProblem;
import dev.stackyn.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How accounts are provisioned, and since when it has been like that. */
public record ProvisioningSettings(Limits limits, Instant createdAt, Instant updatedAt) {

  /**
   * How many jobs make accounts at the same time on all platforms, how often one is tried again
   * that made none, and how long a single account may take: one that takes longer counts as failed.
   */
  public record Limits(int workers, int retries, Duration timeout) {
    public static final Limits DEFAULT = new Limits(1, 3, Duration.ofSeconds(30));

    public Limits {
      List<FieldProblem> problems = new ArrayList<>();
      check(workers, 1, 10, "worker_count").ifPresent(problems::add);
      check(retries, 0, 10, "retry_count").ifPresent(problems::add);
      check(timeout.toSeconds(), 10, 120, "timeout").ifPresent(problems::add);
      if (!problems.isEmpty()) {
        throw Refusal.invalid(problems);
      }
    }

    private static Optional<FieldProblem> check(long value, int least, int most, String field) {
      return value >= least && value <= most
          ? Optional.empty()
          : Optional.of(
              new FieldProblem(field, "must be a whole number from " + least + " to " + most));
    }
  }

  /** What somebody wants to be different; what is not said stays as it is. */
  public record Changes(
      Optional<Integer> workers, Optional<Integer> retries, Optional<Integer> timeoutSeconds) {

    Limits over(Limits present) {
      return new Limits(
          workers.orElse(present.workers),
          retries.orElse(present.retries),
          timeoutSeconds.map(Duration::ofSeconds).orElse(present.timeout));
    }
  }
}
