package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Backend;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.internal.ContextInternal;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Where the requests of one loop are that have no connection to their backend yet. A backend that
 * crashed refuses, and then says nothing at all; within a second its process runs again, or another
 * takes its place. So who is refused asks again for a moment, and everybody goes on at once when
 * nothing leads to the backend any more. Only that loop's thread comes here.
 */
final class Threshold {
  private static final long FIRST_PAUSE_MILLIS = 100;

  /** More than it takes until an app goes back to the version before. */
  private static final long LONGEST_MILLIS = 2_000;

  private final ContextInternal loop;
  private final Map<Backend, Set<Stay>> present = new HashMap<>();

  /** There is no way to the backend any more; another may have taken its place. */
  static final class MovedException extends RuntimeException {
    MovedException() {
      // It is an answer, not a fault: nobody reads its stack trace.
      super("nothing leads there any more", null, false, false);
    }
  }

  Threshold(ContextInternal loop) {
    this.loop = loop;
  }

  /** Tries to get a connection: one of the two is told, once. */
  interface Door {
    void open(Consumer<Line> opened, Consumer<Throwable> closed);
  }

  /** Tells one of the two, once. */
  void cross(Backend backend, Door door, Consumer<Line> reached, Consumer<Throwable> failed) {
    new Stay(backend, door, reached, failed).begin();
  }

  /** To these backends nothing leads any more. */
  void leave(Predicate<Backend> left) {
    List<Stay> going = new ArrayList<>();
    present.forEach((backend, stays) -> {
      if (left.test(backend)) {
        going.addAll(stays);
      }
    });
    going.forEach(stay -> stay.fail(new MovedException()));
  }

  /** One request, until it is over the threshold or has turned away. */
  private final class Stay {
    private final Backend backend;
    private final Door door;
    private final Consumer<Line> reached;
    private final Consumer<Throwable> failed;
    private final long begunNanos = System.nanoTime();
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean isOver;

    Stay(Backend backend, Door door, Consumer<Line> reached, Consumer<Throwable> failed) {
      this.backend = backend;
      this.door = door;
      this.reached = reached;
      this.failed = failed;
    }

    void begin() {
      present.computeIfAbsent(backend, fresh -> new HashSet<>()).add(this);
      ask();
    }

    private void ask() {
      if (!isOver) {
        door.open(this::opened, this::closed);
      }
    }

    private void opened(Line line) {
      if (isOver) {
        line.cut();
      } else {
        goAway();
        reached.accept(line);
      }
    }

    private void closed(Throwable cause) {
      if (isRefusal(cause) && hasTime()) {
        loop.owner().setTimer(pauseMillis, later -> ask());
        pauseMillis *= 2;
      } else {
        fail(cause);
      }
    }

    private boolean hasTime() {
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
      return waited + pauseMillis <= LONGEST_MILLIS;
    }

    private void fail(Throwable cause) {
      if (!isOver) {
        goAway();
        failed.accept(cause);
      }
    }

    private void goAway() {
      isOver = true;
      present.computeIfPresent(
          backend,
          (same, stays) -> {
            stays.remove(this);
            return stays.isEmpty() ? null : stays;
          });
    }
  }

  private static boolean isRefusal(Throwable cause) {
    return cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException);
  }
}
