package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.RouterLimits;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections of clients there are. */
@Singleton
final class House {
  private final RouterLimits limits;
  private final AtomicInteger present = new AtomicInteger();

  House(RouterLimits limits) {
    this.limits = limits;
  }

  /** False when there is no room; who has come leaves all the same. */
  boolean enter() {
    return present.incrementAndGet() <= limits.connections();
  }

  void leave() {
    present.decrementAndGet();
  }
}
