package dev.stackyn.jobs.domain;

/** Somebody else has the job by now: what this one would write must not be written. */
public final class LostClaim extends RuntimeException {
  public LostClaim(JobId id, int attempt) {
    super("attempt %d of job %s has been taken over".formatted(attempt, id), null, false, false);
  }
}
