package dev.stackyn.routing.adapters.watch;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.platform.domain.ProcessRole;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Counted;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.Peers;
import dev.stackyn.routing.domain.RouteKeeping;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Visits;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the routes as the first thing when there is a database, and again whenever somebody else
 * has changed one. One number is asked for a few times a second: cheaper than a connection that
 * listens.
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RouteWatch implements DatabaseArrival, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);
  private static final long LOOK_MILLIS = 400;

  /** However little happens: whoever says nothing for three times as long counts as gone. */
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long NOTE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Longer than anybody watches what has taken over. */
  private static final Duration COUNTED = Duration.ofMinutes(15);

  private final ProcessRole role;
  private final LiveRoutes live;
  private final Peers peers;
  private final Visits visits;
  private final RouteKeeping keeping;
  private @Nullable Thread watch;
  private volatile boolean closing;
  private Report last = new Report(-1, Set.of(), 0);
  private Map<AppId, Counted> told = Map.of();
  private long notedNanos = System.nanoTime();
  private boolean inTrouble;

  private record Report(long revision, Set<Backend> busy, long atNanos) {
    boolean saysTheSameAs(Report other) {
      return revision == other.revision && busy.equals(other.busy);
    }
  }

  RouteWatch(ProcessRole role, LiveRoutes live, Peers peers, Visits visits, RouteKeeping keeping) {
    this.role = role;
    this.live = live;
    this.peers = peers;
    this.visits = visits;
    this.keeping = keeping;
  }

  @Override
  public synchronized void databaseArrived() {
    if (!role.serves() || closing) {
      return;
    }
    if (watch == null) {
      peers.join();
    }
    live.catchUp();
    if (watch == null) {
      watch = Thread.ofPlatform().name("routes-watch").daemon().start(this::keepUp);
    }
  }

  @Override
  @PreDestroy
  public void close() {
    Thread running = stop();
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join();
      keeping.keepLast();
      leave();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Thread stop() {
    closing = true;
    return watch;
  }

  private void keepUp() {
    while (!closing) {
      try {
        live.catchUp();
        live.table().ifPresent(this::report);
        tellOfVisits();
        keeping.keep();
        inTrouble = false;
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        pauseInTrouble(e);
      }
    }
  }

  /** The table first, then who is aside of it: in the other order somebody could slip through. */
  private void report(RouteTable table) {
    Report now = new Report(table.revision(), live.busyAside(), System.nanoTime());
    if (!now.saysTheSameAs(last) || now.atNanos - last.atNanos > REPORT_NANOS) {
      peers.report(now.revision, now.busy);
      last = now;
    }
  }

  /** Counts while somebody may ask for them, and now and then who has had any visits. */
  private void tellOfVisits() {
    Map<AppId, Counted> counted = live.counted(COUNTED);
    if (!counted.equals(told)) {
      visits.tell(counted);
      told = counted;
    }
    long now = System.nanoTime();
    if (now - notedNanos > NOTE_NANOS) {
      notedNanos = now;
      Set<AppId> visited = live.takeVisited();
      if (!visited.isEmpty()) {
        visits.note(visited);
      }
    }
  }

  /** Said once, not at every look. */
  private void pauseInTrouble(RuntimeException e) {
    if (closing) {
      return;
    }
    if (!inTrouble) {
      LOG.warn(
          "Changes of routes cannot be seen, and requests go on as before: {}",
          e.getClass().getSimpleName());
      LOG.debug("Why", e);
    }
    inTrouble = true;
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    try {
      peers.leave();
    } catch (RuntimeException e) {
      LOG.debug("The others will notice by the silence", e);
    }
  }
}
