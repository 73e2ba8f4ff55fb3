package dev.stackyn.jobs.domain;

import dev.stackyn.kernel.UserId;
import java.util.Optional;

/** A job that a worker holds, as long as nobody claims it with a higher attempt. */
public record Claim(JobId id, int attempt, Task task, Budget budget, boolean laned) {
  /** What is to be done. */
  public record Task(String kind, String payload, Optional<UserId> owner, int count) {}

  /** How often it has failed, and may be tried again. */
  public record Budget(int failures, int retries) {
    public boolean isExhausted() {
      return failures >= retries;
    }
  }
}
