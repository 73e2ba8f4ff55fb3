package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The hosts of one app, where they lead, and what the router sees to before. */
public record Route(AppId app, Set<Host> hosts, Destination destination, Rules rules) {
  public Route {
    hosts = Set.copyOf(hosts);
    // Whether there are any is asked of every request, by the reference.
    rules = rules.equals(Rules.NONE) ? Rules.NONE : rules;
  }

  /** Without rules: who changes where an app's hosts lead says nothing about those. */
  public Route(AppId app, Collection<Host> hosts, Destination destination) {
    this(app, Set.copyOf(hosts), destination, Rules.NONE);
  }

  /** The name that people should see of the app who have asked for this one. */
  public Host seen(Host asked) {
    Host wanted = rules.www().of(asked);
    return hosts.contains(wanted) ? wanted : asked;
  }

  public Optional<Backend> backend() {
    return destination instanceof Destination.At(Backend backend)
        ? Optional.of(backend)
        : Optional.empty();
  }
}
