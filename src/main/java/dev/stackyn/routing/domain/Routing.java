package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.ports.Front;
import dev.stackyn.routing.ports.Knocker;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Where apps are reached. Nothing here may be called within a transaction: what is written must be
 * committed before requests go by it.
 */
@Singleton
public class Routing {
  private static final long LOOK_MILLIS = 100;

  private final RouteBook book;
  private final LiveRoutes live;
  private final Peers peers;
  private final Visits visits;
  private final Knocker knocker;
  private final Front front;

  public Routing(
      RouteBook book, LiveRoutes live, Peers peers, Visits visits, Knocker knocker, Front front) {
    this.book = book;
    this.live = live;
    this.peers = peers;
    this.visits = visits;
    this.knocker = knocker;
    this.front = front;
  }

  /**
   * From its return on, every new request for one of the hosts that reaches this process goes to
   * the backend; those that reach other platforms on the database follow within a second. What was
   * there before is replaced, the hosts too, but for those that were added. Can be repeated. A host
   * of another app is refused with {@code HOST_TAKEN}, and nothing has changed. When what stands
   * before our own router does not follow, it is as it was before, and refused with {@code
   * NOT_READY}.
   */
  public void point(AppId app, Collection<Host> hosts, Backend backend) {
    Optional<Route> before = book.find(app);
    RouteChange change = book.put(new Route(app, hosts, new Destination.At(backend)));
    live.take(change);
    if (!change.route().map(front::follows).orElse(true)) {
      live.take(before.map(book::put).orElseGet(() -> book.remove(app)));
      throw Refusal.of(
          ErrorCode.NOT_READY, "The proxy in front does not follow a change of routes.");
    }
  }

  /** The hosts answer that the app is being started, until they are pointed somewhere. */
  public void announce(AppId app, Collection<Host> hosts) {
    live.take(book.put(new Route(app, hosts, new Destination.Starting())));
  }

  /** The app's hosts answer that it is stopped. What is not routed is not missed. */
  public void withdraw(AppId app) {
    turn(app, new Destination.Stopped());
  }

  /**
   * The next request for the app has it started, and waits for it. What is not routed is not
   * missed.
   */
  public void rest(AppId app) {
    turn(app, new Destination.Asleep());
  }

  /**
   * The app's hosts answer that it could not be started, and why, in a word for programs. What is
   * not routed is not missed.
   */
  public void fail(AppId app, String trouble) {
    turn(app, new Destination.Broken(trouble));
  }

  private void turn(AppId app, Destination destination) {
    book.turn(app, destination)
        .ifPresent(change -> {
          live.take(change);
          // Best before its container goes; it goes all the same.
          change.route().ifPresent(front::follows);
        });
  }

  /** What all routers have counted of the app since it took that backend. */
  public Turnover turnover(AppId app, Backend backend) {
    return live.turnover(app, backend).plus(visits.elsewhere(app, backend));
  }

  /** The app's hosts are free for others. What is not routed is not missed. */
  public void forget(AppId app) {
    live.take(book.remove(app));
  }

  /**
   * One more host for the app, which stays with it whatever is deployed; requests for it go where
   * the app's go. Can be repeated. A host of another app is refused with {@code HOST_TAKEN}.
   */
  public void add(AppId app, Host host) {
    live.take(book.add(app, host));
  }

  /** Takes away a host that was added. What was not is not missed. */
  public void drop(AppId app, Host host) {
    book.drop(app, host).ifPresent(live::take);
  }

  /**
   * Changes what the router sees to for the app, whatever is deployed, until the app is forgotten.
   * In force as {@link #point} is, but for what stands before our own router: see {@link
   * #requireFollowed}. The change is made of the rules that nobody else changes meanwhile; what it
   * throws leaves everything as it was.
   */
  public Rules rule(AppId app, UnaryOperator<Rules> change) {
    RouteChange made = book.rule(app, change);
    live.take(made);
    return made.route().map(Route::rules).orElse(Rules.NONE);
  }

  /**
   * Waits until what stands before our own router, if anything, knows the app's route as it is now;
   * refused with {@code NOT_READY} when it does not.
   */
  public void requireFollowed(AppId app) {
    if (!book.find(app).map(front::follows).orElse(true)) {
      throw Refusal.of(
          ErrorCode.NOT_READY,
          "It is set, and counts as soon as the proxy in front follows, which it does not yet.");
    }
  }

  /** What the router sees to for the app. */
  public Rules rules(AppId app) {
    return book.find(app).map(Route::rules).orElse(Rules.NONE);
  }

  /** Where the app's requests go now. */
  public Optional<Backend> current(AppId app) {
    return book.find(app).flatMap(route -> route.backend());
  }

  /**
   * Waits until no request is at that address any more, in this process or another, at most for the
   * time given. One that is still routed to is not waited for. False when requests were still there
   * in the end, or this thread was asked to stop.
   */
  public boolean drain(InetAddress address, Duration most) {
    Predicate<Backend> there = backend -> backend.address().equals(address);
    if (book.leadsTo(address)) {
      return live.present(there) == 0;
    }
    long deadline = System.nanoTime() + most.toNanos();
    long revision = book.revision();
    try {
      boolean quiet =
          live.awaitQuiet(there, most.toNanos()) && awaitPeers(address, revision, deadline);
      awaitUncounted(deadline);
      return quiet;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Requests that did not pass through our own router. */
  private void awaitUncounted(long deadline) throws InterruptedException {
    long left = Math.min(front.linger().toNanos(), deadline - System.nanoTime());
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  /** What others have is looked for: none of them knows who waits. */
  private boolean awaitPeers(InetAddress address, long revision, long deadline)
      throws InterruptedException {
    while (!peers.areQuiet(address, revision)) {
      if (deadline - System.nanoTime() <= 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }

  /**
   * Asks the backend as the router would for a visitor of that host: nothing when it answers as it
   * should, else what it does instead, in words for the app's owner. Without a path it is enough
   * that it takes a connection. Blocks for a few seconds at most.
   */
  public Optional<String> knock(
      Backend backend, Optional<Host> host, Optional<String> path, int expectedStatus) {
    return path.map(asked -> knocker.get(backend, host, asked, expectedStatus))
        .orElseGet(() -> knocker.connect(backend));
  }
}
