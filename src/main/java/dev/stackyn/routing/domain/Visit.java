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

  /** At something that is never drained, and has no figures. */
  public static Visit uncounted(Backend backend) {
    return new Visit(backend, new Traffic());
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
