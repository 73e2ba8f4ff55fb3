package dev.stackyn.routing.domain;

import java.util.concurrent.atomic.AtomicBoolean;

/** One request at a backend, from before it is sent until the last byte of its answer has come. */
public final class Visit {
  private final Backend backend;
  private final Traffic traffic;
  private final Count count;
  private final int company;
  private final int everybody;
  private final AtomicBoolean left = new AtomicBoolean();

  Visit(Backend backend, Traffic traffic, Count count) {
    this.backend = backend;
    this.traffic = traffic;
    this.count = count;
    this.company = traffic.enter(backend);
    this.everybody = traffic.everybody();
  }

  /** At something that is never drained, and has no figures. */
  public static Visit uncounted(Backend backend) {
    return new Visit(backend, new Traffic(), Count.first(backend, 0));
  }

  public Backend backend() {
    return backend;
  }

  /** It was answered with that status, after that time. */
  public void answered(int status, long waitedNanos) {
    count.answered(status, waitedNanos);
  }

  /** The router has to answer it instead of the app, after that time. */
  public void unanswered(long waitedNanos) {
    count.unanswered(waitedNanos);
  }

  /** Its answer did not come to its end. */
  public void brokeOff() {
    count.brokeOff();
  }

  /** How many were at the backend when it came, itself included. */
  public int company() {
    return company;
  }

  /** How many were at any backend. */
  public int everybody() {
    return everybody;
  }

  /** May be called more than once. */
  public void leave() {
    if (left.compareAndSet(false, true)) {
      traffic.leave(backend);
    }
  }
}
