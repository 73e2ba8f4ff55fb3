package dev.stackyn.jobs.domain;

import java.util.Optional;

/**
 * What somebody outside says of a job that is worked on. What is not said stays as it is; with an
 * attempt it counts for that one alone.
 */
public record JobReport(
    Optional<Integer> attempt, Done done, Optional<JobStatus> status, Optional<String> error) {

  /** How far it has come: by percent, or by number, which is the more exact of the two. */
  public record Done(
      Optional<Integer> percent,
      Optional<Integer> processed,
      Optional<Integer> successful,
      Optional<Integer> failed) {

    boolean isSaid() {
      return percent.isPresent()
          || processed.isPresent()
          || successful.isPresent()
          || failed.isPresent();
    }

    Tally over(Job job) {
      int count = job.order().count();
      Tally present = job.tally();
      int counted =
          processed
              .or(() -> percent.map(share -> (int) (1L * count * share / 100)))
              .orElse(present.processed());
      return new Tally(
          Math.min(counted, count),
          successful.orElse(present.successful()),
          failed.orElse(present.failed()));
    }
  }
}
