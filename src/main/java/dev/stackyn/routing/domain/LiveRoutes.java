package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The routes that requests of this process take now, out of memory: they go on when the database
 * does not. A change is one write of one reference.
 */
@Singleton
public class LiveRoutes {
  /** Made late: with it comes jOOQ, and the router must listen before that. */
  private final Provider<RouteBook> book;

  private final Traffic traffic = new Traffic();
  private final Counts counts = new Counts();
  private final List<Consumer<RouteTable>> watchers = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable RouteTable> table = new AtomicReference<>();

  public LiveRoutes(Provider<RouteBook> book) {
    this.book = book;
  }

  /** As {@link #way(Host, Rules)} for a request that has been held against no rules yet. */
  public Way way(Host host) {
    return way(host, Rules.NONE);
  }

  /**
   * The way of one request that these rules have let pass; if others are in force by now, it has to
   * be held against them first. Where it leads to a backend, the request counts as being there from
   * now on: whoever has seen the table change and then nobody at a backend knows that nobody will
   * come there any more.
   */
  public Way way(Host host, Rules passed) {
    while (true) {
      RouteTable seen = table.get();
      if (seen == null) {
        return new Way.Unread();
      }
      Way way =
          seen.find(host)
              .map(route -> way(route, passed, seen.revision()))
              .orElseGet(() -> seen.isWhole() ? new Way.Unknown() : new Way.Unread());
      if (seen == table.get()) {
        return way;
      }
      // The table changed while this request was on its way in: it has not gone anywhere yet.
      if (way instanceof Way.Open(Visit visit)) {
        visit.leave();
      }
    }
  }

  /**
   * Called with each new table, right after it has begun to count; the first may be one that is not
   * whole. Must not block.
   */
  public void watch(Consumer<RouteTable> watcher) {
    watchers.add(watcher);
  }

  /**
   * Requests may go by these routes, and for all other hosts they wait, until the routes have been
   * read; if they have been, it is too late. Does not wait for whoever is about to read them.
   */
  void begin(Collection<Route> known) {
    RouteTable early = RouteTable.early(known);
    if (table.compareAndSet(null, early)) {
      tell(early);
    }
  }

  /**
   * A request has come to nothing there. If that it leads there is not from the database, it is not
   * gone by any longer: requests wait for what the database says.
   */
  public void doubt(Backend backend) {
    table.updateAndGet(seen -> seen == null || seen.isWhole() ? seen : seen.without(backend));
  }

  /** Reads the routes if others are in force than are known here. */
  public synchronized void catchUp() {
    Optional<RouteTable> known = table();
    if (known.isEmpty() || book.get().revision() != known.get().revision()) {
      swap(book.get().read());
    }
  }

  /** Takes a committed change over: from the return on, requests go by it. */
  synchronized void take(RouteChange change) {
    Optional<RouteTable> known = table();
    if (known.isEmpty() || change.revision() <= known.get().revision()) {
      return;
    }
    if (change.revision() > known.get().revision() + 1) {
      swap(book.get().read());
      return;
    }
    RouteTable next = known.get().after(change);
    table.set(next);
    if (change.route().isEmpty()) {
      counts.forget(change.app());
    }
    tell(next);
  }

  /** All routes, and how far they are; nothing before the first reading. */
  public Optional<RouteTable> table() {
    return Optional.ofNullable(table.get()).filter(RouteTable::isWhole);
  }

  /** Backends that no route leads to any more and that still have requests of this process. */
  public Set<Backend> busyAside() {
    RouteTable seen = table.get();
    return traffic.busy(backend -> seen == null || !seen.leadsTo(backend));
  }

  /** How many requests of this process are at these backends. */
  public int present(Predicate<Backend> which) {
    return traffic.count(which);
  }

  /** What this process has counted of an app since it took that backend. */
  Turnover turnover(AppId app, Backend backend) {
    return counts.turnover(app, backend);
  }

  /** The same of all apps that took another one within the time. */
  public Map<AppId, Counted> counted(Duration within) {
    return counts.recent(within.toNanos());
  }

  /** The apps that this process has had requests for since it was last asked, or has now. */
  public Set<AppId> takeVisited() {
    return counts.takeVisited(traffic.busy(any -> true)::contains);
  }

  boolean awaitQuiet(Predicate<Backend> which, long nanos) throws InterruptedException {
    return traffic.awaitQuiet(which, nanos);
  }

  private void swap(RouteTable next) {
    table.set(next);
    counts.forgetAllBut(next::knows);
    tell(next);
  }

  private void tell(RouteTable next) {
    watchers.forEach(watcher -> watcher.accept(next));
  }

  /** Of an app without rules, no more than the reference is looked at. */
  private Way way(Route route, Rules passed, long revision) {
    return route.rules().equals(passed) ? enter(route, revision) : new Way.Guarded(route);
  }

  private Way enter(Route route, long revision) {
    AppId app = route.app();
    return switch (route.destination()) {
      case Destination.At(Backend backend) ->
          new Way.Open(new Visit(backend, traffic, counts.of(app, backend, revision)));
      case Destination.Starting() -> new Way.Starting();
      case Destination.Stopped() -> new Way.Stopped();
      case Destination.Asleep() -> new Way.Asleep(app);
      case Destination.Broken(String trouble) -> new Way.Broken(trouble);
    };
  }
}
