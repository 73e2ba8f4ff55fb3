package dev.stackyn.jobs.domain;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What all jobs of a kind have in common: for how long one may run, how many may run at once
 * wherever they run, and whether they are brief: those have hands of their own, so that a letter
 * never waits for a build.
 */
public record JobKind(String name, Duration deadline, OptionalInt atOnce, boolean brief) {
  public JobKind {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("a deadline lies in the future");
    }
    if (atOnce.isPresent() && atOnce.getAsInt() < 1) {
      throw new IllegalArgumentException("at least one may run");
    }
  }

  public static JobKind named(String name, Duration deadline) {
    return new JobKind(name, deadline, OptionalInt.empty(), false);
  }

  public JobKind atMost(int atOnce) {
    return new JobKind(name, deadline, OptionalInt.of(atOnce), brief);
  }

  /** Milliseconds, usually: a worker takes many at a time. */
  public JobKind asBrief() {
    return new JobKind(name, deadline, atOnce, true);
  }
}
