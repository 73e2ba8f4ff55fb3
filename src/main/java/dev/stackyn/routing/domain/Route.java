package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The hosts of one app, and where they lead. */
public record Route(AppId app, Set<Host> hosts, Destination destination) {
  public Route {
    hosts = Set.copyOf(hosts);
  }

  public Route(AppId app, Collection<Host> hosts, Destination destination) {
    this(app, Set.copyOf(hosts), destination);
  }

  public Optional<Backend> backend() {
    return destination instanceof Destination.At(Backend backend)
        ? Optional.of(backend)
        : Optional.empty();
  }
}
