package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.secrets.Redactor;
import dev.stackyn.kernel.DeploymentId;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a running app prints, as the engine keeps it. Several pages ask for it every few seconds:
 * what was read a moment ago is given again. Never to be called within a transaction.
 */
@Singleton
public class RuntimeLog {
  private static final int LINES = 500;
  private static final int LONGEST_LINE = 4 * 1024;
  private static final int LONGEST = 256 * 1024;
  private static final int MOST_KEPT = 200;
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Provider<World> world;
  private final Redactors redactors;
  private final Clock clock;
  private final Map<String, Reading> readings =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private record Reading(Instant at, Optional<String> text) {}

  public RuntimeLog(Provider<World> world, Redactors redactors, Clock clock) {
    this.world = world;
    this.redactors = redactors;
    this.clock = clock;
  }

  /**
   * The last lines of a deployment's container, without what must not be told; nothing when there
   * is no such container, or the engine does not answer.
   */
  public Optional<String> tail(DeploymentId deployment, String container) {
    Instant now = clock.instant();
    Optional<Reading> recent = recent(container, now);
    if (recent.isPresent()) {
      return recent.get().text();
    }
    Optional<String> text = redactors.of(deployment).flatMap(redactor -> read(container, redactor));
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

  private Optional<String> read(String container, Redactor redactor) {
    try {
      String text =
          world.get().containers().tail(new ContainerId(container), LINES).stream()
              .map(line -> shortened(redactor.redact(line)))
              .collect(Collectors.joining("\n"));
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(text.substring(Math.max(0, text.length() - LONGEST)));
    } catch (DeployFailure e) {
      return Optional.empty();
    }
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + " […]";
  }
}
