package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.ports.RouteStore;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.util.Optional;

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
    store
        .taken(route)
        .ifPresent(host -> {
          throw Refusal.of(ErrorCode.HOST_TAKEN, host + " belongs to another app.");
        });
    store.put(route);
    return new RouteChange(revision, route.app(), Optional.of(route));
  }

  /** Nothing when the app has no route. */
  @Transactional
  public Optional<RouteChange> stop(AppId app) {
    long revision = store.nextRevision();
    return store
        .find(app)
        .map(route -> new Route(app, route.hosts(), new Destination.Stopped()))
        .map(stopped -> {
          store.put(stopped);
          return new RouteChange(revision, app, Optional.of(stopped));
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
