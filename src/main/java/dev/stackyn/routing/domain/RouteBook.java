package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.ports.RouteStore;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What is written down of routes: each call is one short transaction. */
@Singleton
public class RouteBook {
  private final RouteStore store;

  public RouteBook(RouteStore store) {
    this.store = store;
  }

  @Transactional
  public RouteChange put(Route route) {
    long revision = store.nextRevision();
    requireFree(route);
    store.put(route);
    return new RouteChange(revision, route.app(), store.find(route.app()));
  }

  /** An app that has no route yet gets one that leads nowhere. */
  @Transactional
  public RouteChange add(AppId app, Host host) {
    long revision = store.nextRevision();
    requireFree(new Route(app, Set.of(host), new Destination.Stopped()));
    if (store.find(app).isEmpty()) {
      store.put(new Route(app, Set.of(), new Destination.Stopped()));
    }
    store.add(app, host);
    return new RouteChange(revision, app, store.find(app));
  }

  /** Nothing when the host was not added. */
  @Transactional
  public Optional<RouteChange> drop(AppId app, Host host) {
    long revision = store.nextRevision();
    return store.drop(app, host)
        ? Optional.of(new RouteChange(revision, app, store.find(app)))
        : Optional.empty();
  }

  /** An app that has no route yet gets one that leads nowhere. */
  @Transactional
  public RouteChange rule(AppId app, UnaryOperator<Rules> change) {
    long revision = store.nextRevision();
    Rules present = store.find(app).map(Route::rules).orElse(Rules.NONE);
    Rules wanted = change.apply(present);
    if (store.find(app).isEmpty()) {
      store.put(new Route(app, Set.of(), new Destination.Stopped()));
    }
    store.rule(app, wanted);
    return new RouteChange(revision, app, store.find(app));
  }

  private void requireFree(Route route) {
    store
        .taken(route)
        .ifPresent(host -> {
          throw Refusal.of(ErrorCode.HOST_TAKEN, host + " belongs to another app.");
        });
  }

  /** The app's hosts lead there from now on. Nothing when the app has no route. */
  @Transactional
  public Optional<RouteChange> turn(AppId app, Destination destination) {
    long revision = store.nextRevision();
    return store
        .find(app)
        .map(route -> new Route(app, route.hosts(), destination))
        .map(turned -> {
          store.put(turned);
          return new RouteChange(revision, app, store.find(app));
        });
  }

  @Transactional
  public RouteChange remove(AppId app) {
    long revision = store.nextRevision();
    store.remove(app);
    return new RouteChange(revision, app, Optional.empty());
  }

  @Transactional
  public Optional<Route> find(AppId app) {
    return store.find(app);
  }

  @Transactional
  public boolean leadsTo(InetAddress address) {
    return store.leadsTo(address);
  }

  @Transactional
  public long revision() {
    return store.revision();
  }

  @Transactional
  public RouteTable read() {
    return store.read();
  }
}
