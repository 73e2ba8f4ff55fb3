package dev.stackyn.jobs.domain;

import dev.stackyn.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A job as people see it. Its payload is its handler's alone; the facts are what may be shown. */
public record Job(JobId id, Order order, State state, Tally tally, Dates dates) {

  /** What was asked for. */
  public record Order(
      String kind,
      Optional<UserId> owner,
      int priority,
      int count,
      int retries,
      Map<String, String> facts) {
    public Order {
      facts = Map.copyOf(facts);
    }

    /** How often it may fail before it is a dead letter. */
    public int tries() {
      return retries + 1;
    }
  }

  /** What has become of it. The error is that of the last failure. */
  public record State(
      JobStatus status,
      int attempt,
      boolean cancelAsked,
      Optional<String> message,
      Optional<String> error) {}

  /** A job that is tried again begins anew: {@code started} is the last beginning. */
  public record Dates(
      Instant created, Instant updated, Optional<Instant> started, Optional<Instant> completed) {}

  public JobStatus status() {
    return state.status();
  }

  /** How much of it has been done, in whole percent; 100 only when nothing is left. */
  public int percent() {
    return (int) (100L * tally.processed() / order.count());
  }

  /** For how long it has run, or did; nothing while it waits and when it never began. */
  public Optional<Duration> duration(Instant now) {
    if (status() == JobStatus.PENDING) {
      return Optional.empty();
    }
    return dates
        .started()
        .map(start -> {
          Duration ran = Duration.between(start, dates.completed().orElse(now));
          // The database's clock and ours are two.
          return ran.isNegative() ? Duration.ZERO : ran;
        });
  }
}
