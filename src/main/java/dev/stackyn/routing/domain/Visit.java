package dev.stackyn.routing.domain;

import java.util.concurrent.atomic.AtomicBoolean;

/** One request at a backend, from before it is sent until the last byte of its answer has come. */
public final class Visit {
  private final Backend backend;
  private final Traffic traffic;
  private final int company;
  private final int everybody;
  private final AtomicBoolean left = new AtomicBoolean();

  Visit(Backend backend, Traffic traffic) {
    this.backend = backend;
    this.traffic = traffic;
    this.company = traffic.enter(backend);
    this.everybody = traffic.everybody();
  }

  public Backend backend() {
    return backend;
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
