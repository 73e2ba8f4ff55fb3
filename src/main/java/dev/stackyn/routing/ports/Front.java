package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.Route;
import java.time.Duration;

/** What takes requests before our own router does, if anything. */
public interface Front {
  /**
   * Waits until requests go where the route says. False when they do not after the time that it may
   * take, or this thread was asked to stop.
   */
  boolean follows(Route route);

  /**
   * How long requests may still be at a backend that no route leads to any more: nobody counts what
   * does not pass through our own router.
   */
  Duration linger();

  /** Nothing stands before our own router: what it goes by, requests go by. */
  Front NOTHING =
      new Front() {
        @Override
        public boolean follows(Route route) {
          return true;
        }

        @Override
        public Duration linger() {
          return Duration.ZERO;
        }
      };
}
