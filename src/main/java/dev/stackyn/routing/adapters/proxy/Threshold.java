package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Backend;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

  private final Vertx vertx;
  private final Map<Backend, Set<Stay>> present = new HashMap<>();

  /** There is no way to the backend any more; another may have taken its place. */
  static final class MovedException extends RuntimeException {
    MovedException() {
      // It is an answer, not a fault: nobody reads its stack trace.
      super("nothing leads there any more", null, false, false);
    }
  }

  Threshold(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Done when there is a connection, or will be none. */
  Future<HttpClientRequest> cross(Backend backend, Supplier<Future<HttpClientRequest>> door) {
    Future<HttpClientRequest> first = door.get();
    // Most get a connection that has been kept.
    return first.succeeded() ? first : new Stay(backend, door).await(first);
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
    private final Supplier<Future<HttpClientRequest>> door;
    private final Promise<HttpClientRequest> over = Promise.promise();
    private final long begunNanos = System.nanoTime();
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    Stay(Backend backend, Supplier<Future<HttpClientRequest>> door) {
      this.backend = backend;
      this.door = door;
    }

    Future<HttpClientRequest> await(Future<HttpClientRequest> first) {
      present.computeIfAbsent(backend, fresh -> new HashSet<>()).add(this);
      first.onComplete(this::asked);
      return over.future();
    }

    private void asked(AsyncResult<HttpClientRequest> asked) {
      if (over.future().isComplete()) {
        if (asked.succeeded()) {
          Wire.of(asked.result().connection()).cut();
        }
      } else if (asked.succeeded()) {
        goAway();
        over.complete(asked.result());
      } else if (isRefusal(asked.cause()) && hasTime()) {
        vertx.setTimer(pauseMillis, later -> askAgain());
        pauseMillis *= 2;
      } else {
        fail(asked.cause());
      }
    }

    private void askAgain() {
      if (!over.future().isComplete()) {
        door.get().onComplete(this::asked);
      }
    }

    private boolean hasTime() {
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
      return waited + pauseMillis <= LONGEST_MILLIS;
    }

    private void fail(Throwable cause) {
      goAway();
      over.fail(cause);
    }

    private void goAway() {
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
