package dev.stackyn.accounts.domain;

import dev.stackyn.jobs.domain.JobId;
import java.time.Instant;
import java.util.Optional;

/** Which accounts are looked for, and which part of them. What is not said does not matter. */
public record AccountQuery(
    Optional<Standing> standing, Optional<JobId> job, String search, Span created, Part part) {

  /** One of the states, or verified, which several of them can be. */
  public sealed interface Standing {
    record In(AccountStatus status) implements Standing {}

    record Verified() implements Standing {}
  }

  /** From the one moment on, and before the other. */
  public record Span(Optional<Instant> from, Optional<Instant> before) {}

  /** How many, after how many. */
  public record Part(int limit, long offset) {
    public static final int DEFAULT_LIMIT = 20;
    public static final int LARGEST = 100;

    public Part {
      if (limit < 1 || limit > LARGEST || offset < 0) {
        throw new IllegalArgumentException("no such part of a list");
      }
    }
  }
}
