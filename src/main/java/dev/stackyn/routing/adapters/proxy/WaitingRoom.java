package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.WakeCalls;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where requests wait for apps that are asleep. The first one for an app has it woken; all of them
 * go on when the routes say that it is not asleep any more. What a request brings stays with its
 * client meanwhile.
 */
@Singleton
final class WaitingRoom {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Each holds a connection, and nothing else that would grow. */
  private static final int SEATS = 1_000;

  private static final int SEATS_OF_ONE_APP = 250;
  private static final long BETWEEN_CALLS_MILLIS = 3_000;
  private static final String FULL = "This app is starting, and too many wait for it already.";
  private static final String TOO_LATE = "This app takes too long to start.";

  private final LiveRoutes routes;

  /** Made late: with it comes the database, and the router must listen before that. */
  private final Provider<WakeCalls> calls;

  private final Duration patience;
  private final Map<AppId, Set<Stay>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();

  @Inject
  WaitingRoom(LiveRoutes routes, Provider<WakeCalls> calls) {
    this(routes, calls, LONGEST);
  }

  WaitingRoom(LiveRoutes routes, Provider<WakeCalls> calls, Duration patience) {
    this.routes = routes;
    this.calls = calls;
    this.patience = patience;
    routes.watch(this::look);
  }

  /** One request that waits; on its own thread but for the call that ends it. */
  final class Stay {
    private final AppId app;
    private final Context loop;
    private final Runnable woken;
    private final AtomicBoolean over = new AtomicBoolean();
    private long timer;

    private Stay(AppId app, Context loop, Runnable woken) {
      this.app = app;
      this.loop = loop;
      this.woken = woken;
    }

    /** Its client has gone, or it is about to go on. False when it had left before. */
    boolean leave() {
      if (!over.compareAndSet(false, true)) {
        return false;
      }
      waiting.computeIfPresent(
          app,
          (same, stays) -> {
            stays.remove(this);
            return stays.isEmpty() ? null : stays;
          });
      taken.decrementAndGet();
      return true;
    }

    private void call() {
      loop.runOnContext(now -> {
        if (leave()) {
          loop.owner().cancelTimer(timer);
          woken.run();
        }
      });
    }
  }

  /** Called on a loop of the router, and calls back on the same one: one of the two, once. */
  Stay enter(AppId app, Runnable woken, BiConsumer<ErrorCode, String> turnedAway) {
    Context loop = Objects.requireNonNull(Vertx.currentContext(), "the loop");
    Stay stay = new Stay(app, loop, woken);
    int present = taken.incrementAndGet();
    AtomicBoolean isFirst = new AtomicBoolean();
    Set<Stay> others =
        waiting.compute(
            app,
            (same, stays) -> {
              isFirst.set(stays == null);
              Set<Stay> all = stays == null ? ConcurrentHashMap.newKeySet() : stays;
              all.add(stay);
              return all;
            });
    if (present > SEATS || others.size() > SEATS_OF_ONE_APP) {
      stay.leave();
      turnedAway.accept(ErrorCode.APP_STARTING, FULL);
      return stay;
    }
    stay.timer =
        loop.owner()
            .setTimer(
                patience.toMillis(),
                late -> {
                  if (stay.leave()) {
                    turnedAway.accept(ErrorCode.APP_TIMEOUT, TOO_LATE);
                  }
                });
    if (isFirst.get()) {
      Thread.startVirtualThread(() -> wake(app));
    }
    // It may have been woken between the look that led here and now: nobody would call any more.
    routes.table().filter(table -> !table.isAsleep(app)).ifPresent(table -> stay.call());
    return stay;
  }

  /** How many wait, for whatever app. */
  int taken() {
    return taken.get();
  }

  /** Again and again while somebody waits: whoever was called may have died on his way. */
  private void wake(AppId app) {
    while (waiting.containsKey(app)) {
      try {
        calls.get().call(app);
      } catch (RuntimeException e) {
        LOG.warn("App {} cannot be woken now: {}", app, e.getMessage());
        LOG.debug("Why", e);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_CALLS_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look(RouteTable table) {
    if (!waiting.isEmpty()) {
      waiting.forEach((app, stays) -> {
        if (!table.isAsleep(app)) {
          stays.forEach(Stay::call);
        }
      });
    }
  }
}
