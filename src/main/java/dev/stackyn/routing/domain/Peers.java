package dev.stackyn.routing.domain;

import dev.stackyn.routing.ports.RouterRegister;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.util.Set;

/** The routers of all platforms on the database, and what they know of each other. */
@Singleton
public class Peers {
  private static final long NOTHING_READ = -1;

  private final RouterRegister register;

  public Peers(RouterRegister register) {
    this.register = register;
  }

  /**
   * This process has a router, which has read no routes yet: from here on, who drains waits until
   * it has.
   */
  @Transactional
  public void join() {
    register.report(NOTHING_READ, Set.of());
  }

  /**
   * This process's router goes by this revision, and has requests at these backends that no route
   * leads to.
   */
  @Transactional
  public void report(long revision, Set<Backend> busy) {
    register.report(revision, busy);
  }

  /** This process's router serves TLS, and follows the certificates up to this revision. */
  @Transactional
  public void follow(long certificates) {
    register.follow(certificates);
  }

  /** Whether every router that serves TLS follows the certificates up to that revision. */
  @Transactional
  public boolean allFollow(long certificates) {
    return register.allFollow(certificates);
  }

  /** This process's router has stopped. */
  @Transactional
  public void leave() {
    register.leave();
  }

  /**
   * Whether every other router goes by that revision at least, and has no requests at the address.
   */
  @Transactional
  public boolean areQuiet(InetAddress address, long revision) {
    return register.isQuiet(address, revision);
  }
}
