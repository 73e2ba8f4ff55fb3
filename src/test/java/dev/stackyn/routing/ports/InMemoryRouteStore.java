package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Rules;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Routes in memory, for tests of what uses them. */
public final class InMemoryRouteStore implements RouteStore {
  private final Map<AppId, Route> routes = new LinkedHashMap<>();
  private final Map<Host, AppId> added = new LinkedHashMap<>();
  private final Map<AppId, Rules> rules = new LinkedHashMap<>();
  private long revision;

  @Override
  public synchronized long nextRevision() {
    return ++revision;
  }

  @Override
  public synchronized Optional<Host> taken(Route route) {
    return routes.values().stream()
        .map(this::whole)
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
  public synchronized void add(AppId app, Host host) {
    added.put(host, app);
  }

  @Override
  public synchronized boolean drop(AppId app, Host host) {
    return added.remove(host, app);
  }

  @Override
  public synchronized void rule(AppId app, Rules wanted) {
    rules.put(app, wanted);
  }

  private Route whole(Route route) {
    Set<Host> hosts = new HashSet<>(route.hosts());
    added.forEach((host, app) -> {
      if (app.equals(route.app())) {
        hosts.add(host);
      }
    });
    Rules own = rules.getOrDefault(route.app(), Rules.NONE);
    return new Route(route.app(), hosts, route.destination(), own);
  }

  @Override
  public synchronized void remove(AppId app) {
    routes.remove(app);
    rules.remove(app);
    added.values().removeIf(app::equals);
  }

  @Override
  public synchronized Optional<Route> find(AppId app) {
    return Optional.ofNullable(routes.get(app)).map(this::whole);
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
    return new RouteTable(revision, routes.values().stream().map(this::whole).toList());
  }
}
