package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Host;
import java.util.Optional;

/**
 * Tries a backend. Every call blocks for a few seconds at most, and says in words what is not as it
 * should be.
 */
public interface Knocker {
  /** Whether it takes connections. */
  Optional<String> connect(Backend backend);

  /**
   * Whether it answers a GET on that path with that status, asked as for a visitor of that host;
   * without one, by its address.
   */
  Optional<String> get(Backend backend, Optional<Host> host, String path, int expectedStatus);
}
