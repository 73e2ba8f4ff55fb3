package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Routes in memory, for tests of what uses them. */
public final class InMemoryRouteStore implements RouteStore {
  private final Map<AppId, Route> routes = new LinkedHashMap<>();
  private long revision;

  @Override
  public synchronized long nextRevision() {
    return ++revision;
  }

  @Override
  public synchronized Optional<Host> taken(Route route) {
    return routes.values().stream()
        .filter(other -> !other.app().equals(route.app()))
        .flatMap(other -> other.hosts().stream())
        .filter(route.hosts()::contains)
        .findFirst();
  }

  @Override
  public synchronized void put(Route route) {
    routes.put(route.app(), route);
  }

  @Override
  public synchronized void remove(AppId app) {
    routes.remove(app);
  }

  @Override
  public synchronized Optional<Route> find(AppId app) {
    return Optional.ofNullable(routes.get(app));
  }

  @Override
  public synchronized boolean leadsTo(InetAddress address) {
    return routes.values().stream()
        .flatMap(route -> route.backend().stream())
        .anyMatch(backend -> backend.address().equals(address));
  }

  @Override
  public synchronized long revision() {
    return revision;
  }

  @Override
  public synchronized RouteTable read() {
    return new RouteTable(revision, routes.values());
  }
}
