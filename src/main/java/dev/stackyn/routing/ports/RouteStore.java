package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import java.net.InetAddress;
import java.util.Optional;

/** Where routes are kept. */
public interface RouteStore {
  /**
   * Begins a change, within a transaction: whoever else wants to change a route waits until it has
   * ended. One that is rolled back has not raised the revision.
   */
  long nextRevision();

  /** A host of the route that another app has. */
  Optional<Host> taken(Route route);

  /** Replaces the app's route as a whole. */
  void put(Route route);

  /** What is not there is not missed. */
  void remove(AppId app);

  Optional<Route> find(AppId app);

  /** Whether any app is routed to that address, on any port. */
  boolean leadsTo(InetAddress address);

  /** The revision of the last committed change. */
  long revision();

  /** All routes, with the very revision they belong to. */
  RouteTable read();
}
