package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Routes at one revision. It never changes, so that it can be read by many while another takes its
 * place; the one after a change shares with it what has not changed.
 */
public final class RouteTable {
  /** Before any that a database gives. */
  private static final long NO_REVISION = -1;

  private final long revision;
  private final boolean whole;
  private final Pieces<AppId, Route> byApp;
  private final Pieces<Host, Route> byHost;

  /** How many routes lead to each. */
  private final Pieces<Backend, Integer> backends;

  /** All routes that there are at that revision. */
  public RouteTable(long revision, Collection<Route> routes) {
    this(revision, true, routes);
  }

  private RouteTable(long revision, boolean whole, Collection<Route> routes) {
    Pieces.Draft<AppId, Route> apps = new Pieces.Draft<>(routes.size());
    Pieces.Draft<Host, Route> hosts = new Pieces.Draft<>(routes.size());
    Pieces.Draft<Backend, Integer> leads = new Pieces.Draft<>(routes.size());
    for (Route route : routes) {
      apps.put(route.app(), route);
      route.hosts().forEach(host -> hosts.put(host, route));
      route.backend().ifPresent(backend -> leads.merge(backend, 1, Integer::sum));
    }
    this.revision = revision;
    this.whole = whole;
    this.byApp = apps.finish();
    this.byHost = hosts.finish();
    this.backends = leads.finish();
  }

  private RouteTable(
      RouteTable before,
      long revision,
      Pieces<AppId, Route> byApp,
      Pieces<Host, Route> byHost,
      Pieces<Backend, Integer> backends) {
    this.revision = revision;
    this.whole = before.whole;
    this.byApp = byApp;
    this.byHost = byHost;
    this.backends = backends;
  }

  /**
   * Some routes, which are known before the others: of a host that is not in it nothing is said.
   */
  static RouteTable early(Collection<Route> routes) {
    return new RouteTable(NO_REVISION, false, routes);
  }

  public long revision() {
    return revision;
  }

  /** Whether a host that is not in it has no route. */
  public boolean isWhole() {
    return whole;
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
    return byApp.get(app) != null;
  }

  public Collection<Route> routes() {
    return byApp.values();
  }

  public boolean leadsTo(Backend backend) {
    return backends.get(backend) != null;
  }

  /**
   * The next table: this one after the change, which takes as long however many routes there are.
   */
  RouteTable after(RouteChange change) {
    RouteTable cleared = without(change.app(), change.revision());
    return change.route().map(cleared::with).orElse(cleared);
  }

  /** Without the routes that lead there. */
  RouteTable without(Backend backend) {
    RouteTable rest = this;
    for (Route route : routes()) {
      if (route.backend().filter(backend::equals).isPresent()) {
        rest = rest.without(route.app(), revision);
      }
    }
    return rest;
  }

  private RouteTable without(AppId app, long next) {
    @Nullable Route gone = byApp.get(app);
    if (gone == null) {
      return new RouteTable(this, next, byApp, byHost, backends);
    }
    Pieces<Host, Route> hosts = byHost;
    for (Host host : gone.hosts()) {
      hosts = hosts.without(host);
    }
    Pieces<Backend, Integer> leads = gone.backend().map(this::oneLess).orElse(backends);
    return new RouteTable(this, next, byApp.without(app), hosts, leads);
  }

  private RouteTable with(Route route) {
    Pieces<Host, Route> hosts = byHost;
    for (Host host : route.hosts()) {
      hosts = hosts.with(host, route);
    }
    Pieces<Backend, Integer> leads = route.backend().map(this::oneMore).orElse(backends);
    return new RouteTable(this, revision, byApp.with(route.app(), route), hosts, leads);
  }

  private Pieces<Backend, Integer> oneMore(Backend backend) {
    return backends.with(backend, 1 + leading(backend));
  }

  private Pieces<Backend, Integer> oneLess(Backend backend) {
    int rest = leading(backend) - 1;
    return rest == 0 ? backends.without(backend) : backends.with(backend, rest);
  }

  private int leading(Backend backend) {
    @Nullable Integer count = backends.get(backend);
    return count == null ? 0 : count;
  }
}
