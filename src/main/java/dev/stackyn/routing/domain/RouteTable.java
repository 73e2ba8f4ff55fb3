package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All routes at one revision. It never changes, so that it can be read by many while another takes
 * its place.
 */
public final class RouteTable {
  private final long revision;
  private final Map<AppId, Route> byApp;
  private final Map<Host, Route> byHost;
  private final Set<Backend> backends;

  public RouteTable(long revision, Collection<Route> routes) {
    this(revision, routes.stream().collect(Collectors.toMap(Route::app, route -> route)));
  }

  private RouteTable(long revision, Map<AppId, Route> byApp) {
    this.revision = revision;
    this.byApp = byApp;
    this.byHost = new HashMap<>();
    byApp.values().forEach(route -> route.hosts().forEach(host -> byHost.put(host, route)));
    this.backends =
        byApp.values().stream()
            .flatMap(route -> route.backend().stream())
            .collect(Collectors.toSet());
  }

  public long revision() {
    return revision;
  }

  /** Takes as long among a hundred thousand routes as with one. */
  public Optional<Route> find(Host host) {
    return Optional.ofNullable(byHost.get(host));
  }

  public Optional<Route> find(AppId app) {
    return Optional.ofNullable(byApp.get(app));
  }

  public boolean isAsleep(AppId app) {
    Route route = byApp.get(app);
    return route != null && route.destination() instanceof Destination.Asleep;
  }

  boolean knows(AppId app) {
    return byApp.containsKey(app);
  }

  public Collection<Route> routes() {
    return byApp.values();
  }

  public boolean leadsTo(Backend backend) {
    return backends.contains(backend);
  }

  /** The next table: this one after the change. */
  RouteTable after(RouteChange change) {
    Map<AppId, Route> next = new HashMap<>(byApp);
    change
        .route()
        .ifPresentOrElse(route -> next.put(change.app(), route), () -> next.remove(change.app()));
    return new RouteTable(change.revision(), next);
  }
}
