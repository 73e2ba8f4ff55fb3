package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.Backend;
import java.net.InetAddress;
import java.util.Set;

/**
 * What the routers of all platforms on the database tell each other. One that has long said nothing
 * is forgotten.
 */
public interface RouterRegister {
  /**
   * This process's router goes by this revision, and has requests at these backends that no route
   * leads to.
   */
  void report(long revision, Set<Backend> busy);

  /** This process's router serves TLS, and follows the certificates up to this revision. */
  void follow(long certificates);

  /** Whether every router that serves TLS follows the certificates up to that revision. */
  boolean allFollow(long certificates);

  /** This process's router has stopped. */
  void leave();

  /**
   * Whether every other router goes by that revision at least, and has no requests at the address.
   */
  boolean isQuiet(InetAddress address, long revision);
}
