package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.BodyPace;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks after the bodies that come in on one loop: one that only trickles must not hold a place for
 * ever. It is one timer for all of them, and none while there are none. Only that loop's thread
 * comes here.
 */
final class BodyWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** So that a short grace is kept as well. */
  private static final int LOOKS_WITHIN_GRACE = 4;

  private final Vertx vertx;
  private final BodyPace pace;
  private final long lookMillis;
  private final Set<MeasuredBody> underWay = new HashSet<>();
  private boolean looks;

  BodyWatch(Vertx vertx, BodyPace pace) {
    this.vertx = vertx;
    this.pace = pace;
    this.lookMillis =
        Math.min(BETWEEN_LOOKS.toMillis(), pace.grace().toMillis() / LOOKS_WITHIN_GRACE);
  }

  BodyPace pace() {
    return pace;
  }

  void add(MeasuredBody body) {
    if (pace.isAsked()) {
      underWay.add(body);
      lookLater();
    }
  }

  void remove(MeasuredBody body) {
    underWay.remove(body);
  }

  private void lookLater() {
    if (!looks) {
      looks = true;
      vertx.setTimer(lookMillis, due -> look());
    }
  }

  private void look() {
    looks = false;
    // Whoever is told that he is too slow is not under way any more.
    List.copyOf(underWay).forEach(MeasuredBody::look);
    if (!underWay.isEmpty()) {
      lookLater();
    }
  }
}
