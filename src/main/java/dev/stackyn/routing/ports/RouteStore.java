package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Rules;
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

  /** Replaces the app's route, but for the hosts that were added to it, and its rules. */
  void put(Route route);

  /** One more host for the app's route, which has to be there. */
  void add(AppId app, Host host);

  /** Takes away a host that was added. False when it was not. */
  boolean drop(AppId app, Host host);

  /** The rules of the app's route, which has to be there, are these from now on. */
  void rule(AppId app, Rules rules);

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
