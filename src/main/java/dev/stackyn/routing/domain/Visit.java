package dev.stackyn.routing.domain;

import java.util.concurrent.atomic.AtomicBoolean;

/** One request at a backend, from before it is sent until the last byte of its answer has come. */
public final class Visit {
  private final Backend backend;
  private final Traffic traffic;
  private final AtomicBoolean left = new AtomicBoolean();

  Visit(Backend backend, Traffic traffic) {
    this.backend = backend;
    this.traffic = traffic;
    traffic.enter(backend);
  }

  public Backend backend() {
    return backend;
  }

  /** May be called more than once. */
  public void leave() {
    if (left.compareAndSet(false, true)) {
      traffic.leave(backend);
    }
  }
}
