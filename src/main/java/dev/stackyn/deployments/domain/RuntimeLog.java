package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.ContainerId;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a running app prints, as the engine keeps it. Several pages ask for it every few seconds:
 * what was read a moment ago is given again. Never to be called within a transaction.
 */
@Singleton
public class RuntimeLog {
  private static final int LINES = 500;
  private static final int LONGEST = 256 * 1024;
  private static final int MOST_KEPT = 200;
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Provider<World> world;
  private final Clock clock;
  private final Map<String, Reading> readings =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private record Reading(Instant at, Optional<String> text) {}

  public RuntimeLog(Provider<World> world, Clock clock) {
    this.world = world;
    this.clock = clock;
  }

  /** The last lines; nothing when there is no such container, or the engine does not answer. */
  public Optional<String> tail(String container) {
    Instant now = clock.instant();
    Optional<Reading> recent = recent(container, now);
    if (recent.isPresent()) {
      return recent.get().text();
    }
    Optional<String> text = read(container);
    synchronized (readings) {
      readings.put(container, new Reading(now, text));
    }
    return text;
  }

  private Optional<Reading> recent(String container, Instant now) {
    synchronized (readings) {
      return Optional.ofNullable(readings.get(container))
          .filter(reading -> reading.at().plus(MOMENT).isAfter(now));
    }
  }

  private Optional<String> read(String container) {
    try {
      String text =
          String.join("\n", world.get().containers().tail(new ContainerId(container), LINES));
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(text.substring(Math.max(0, text.length() - LONGEST)));
    } catch (DeployFailure e) {
      return Optional.empty();
    }
  }
}
