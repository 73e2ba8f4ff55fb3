package dev.stackyn.routing.adapters.acme;

import dev.stackyn.kernel.Stop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;

/** Waits for an authority that thinks, and asks as often as it wants to be asked. */
final class Patience {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_ALL = Duration.ofMinutes(3);

  private final Clock clock;
  private final Stop stop;

  Patience(Clock clock, Stop stop) {
    this.clock = clock;
    this.stop = stop;
  }

  Stop stop() {
    return stop;
  }

  /** Returns when it is in one of these states. */
  void await(PollableResource resource, Status... wanted)
      throws AcmeException, InterruptedException {
    Instant last = clock.instant().plus(LONGEST_ALL);
    Duration wait = FIRST;
    while (!List.of(wanted).contains(resource.getStatus())) {
      stop.check();
      if (clock.instant().isAfter(last)) {
        throw new AcmeException("no end after " + LONGEST_ALL);
      }
      Optional<Instant> wish = resource.fetch();
      if (!List.of(wanted).contains(resource.getStatus())) {
        TimeUnit.MILLISECONDS.sleep(wish.map(this::until).orElse(wait).toMillis());
        wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
      }
    }
  }

  private Duration until(Instant wish) {
    Duration time = Duration.between(clock.instant(), wish);
    return time.isNegative() ? FIRST : shorter(time, LONGEST_WAIT);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
