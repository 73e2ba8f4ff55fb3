package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Host;
import java.util.Optional;

/** Whoever knocks is answered as he should be. */
public final class OpenDoors implements Knocker {
  @Override
  public Optional<String> connect(Backend backend) {
    return Optional.empty();
  }

  @Override
  public Optional<String> get(
      Backend backend, Optional<Host> host, String path, int expectedStatus) {
    return Optional.empty();
  }
}
