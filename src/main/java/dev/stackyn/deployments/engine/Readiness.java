package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.engine.ports.Containers.Listening;
import dev.stackyn.deployments.engine.ports.Question;
import dev.stackyn.kernel.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Waits until a new container answers, several times in a row, as the router would ask it. What it
 * does instead is looked into, so that the failure says what to change.
 */
final class Readiness {
  private static final int IN_A_ROW = 3;
  private static final Duration BETWEEN_ANSWERS = Duration.ofMillis(15);

  /** An app that is up at once is not kept waiting; one that takes a minute is not pestered. */
  private static final Duration SHORTEST = Duration.ofMillis(5);

  private static final Duration LONGEST = Duration.ofMillis(100);
  private static final int PATIENCE = 8;
  private static final int MOST_RESTARTS = 2;
  private static final int LAST_LINES = 20;

  private final World world;
  private final DeploySpec.Health health;
  private final Question question;
  private final Narrator narrator;
  private Optional<Crash> lastCrash = Optional.empty();

  /** An end that nobody asked for. */
  private record Crash(ExitCode exit, boolean outOfMemory) {
    static Optional<Crash> in(State state) {
      return switch (state) {
        case State.Ended(int exit, boolean outOfMemory, _) ->
            Optional.of(new Crash(new ExitCode(exit), outOfMemory));
        case State.Restarting(int exit, boolean outOfMemory) ->
            Optional.of(new Crash(new ExitCode(exit), outOfMemory));
        case State.Created _, State.Running _ -> Optional.empty();
      };
    }

    /** What is missing now will be missing after the next start. */
    boolean comesAgain() {
      return outOfMemory || exit.isOfNoProcess();
    }
  }

  Readiness(World world, DeploySpec.Health health, List<String> hosts, Narrator narrator) {
    this.world = world;
    this.health = health;
    this.question = health.question(hosts);
    this.narrator = narrator;
  }

  Backend await(ContainerView fresh, int port, Stop stop) {
    Duration begin = world.pause().elapsed();
    Backend backend = backend(fresh, port);
    narrator.awaiting(backend, health);
    ContainerView present = fresh;
    Optional<String> instead = Optional.of("it did not answer");
    for (int answered = 0; answered < IN_A_ROW; ) {
      Duration waited = world.pause().elapsed().minus(begin);
      if (waited.compareTo(health.startPeriod()) > 0) {
        throw notReady(present, backend, instead.orElse("it answered only now and then"));
      }
      present = alive(fresh);
      instead =
          isUnhealthy(present)
              ? Optional.of("the image's HEALTHCHECK fails")
              : world.routes().knock(backend, question);
      answered = instead.isEmpty() ? answered + 1 : 0;
      if (instead.isPresent()) {
        backend = whereItListens(present, backend);
      }
      if (answered < IN_A_ROW) {
        world.pause().rest(answered > 0 ? BETWEEN_ANSWERS : between(waited), stop);
      }
    }
    narrator.ready(world.pause().elapsed().minus(begin).toMillis());
    return backend;
  }

  /** A part of what it has been waited for already, within bounds. */
  private static Duration between(Duration waited) {
    Duration part = waited.dividedBy(PATIENCE);
    if (part.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return part.compareTo(LONGEST) < 0 ? part : LONGEST;
  }

  private ContainerView alive(ContainerView fresh) {
    ContainerView now =
        world
            .containers()
            .look(fresh.id())
            .orElseThrow(() ->
                new DeployFailure(
                    DeployCode.INTERNAL_PLATFORM_ERROR,
                    "The new container was removed by somebody else."));
    lastCrash = Crash.in(now.state()).or(() -> lastCrash);
    if (now.state() instanceof State.Ended
        || now.restarts() > MOST_RESTARTS
        || lastCrash.filter(Crash::comesAgain).isPresent()) {
      throw crashed(now);
    }
    return now;
  }

  private DeployFailure crashed(ContainerView container) {
    if (lastCrash.filter(Crash::outOfMemory).isPresent()) {
      return new DeployFailure(
          DeployCode.MEMORY_LIMIT_EXCEEDED,
          "The app needs more memory than it may use." + lastWords(container));
    }
    String exit = lastCrash.map(crash -> " with " + crash.exit()).orElse("");
    String text =
        container.restarts() > MOST_RESTARTS
            ? "The app crashes again and again" + exit + "."
            : "The app ended" + exit + " as soon as it was started.";
    return new DeployFailure(DeployCode.APP_CRASHED, text + lastWords(container));
  }

  private static boolean isUnhealthy(ContainerView container) {
    return container.state() instanceof State.Running running
        && running.healthy().filter(healthy -> !healthy).isPresent();
  }

  /** Only where the user has not said which port it is. */
  private Backend whereItListens(ContainerView container, Backend tried) {
    if (health.port().isPresent()) {
      return tried;
    }
    List<Integer> open =
        world.containers().listening(container.id()).stream()
            .filter(listening -> !listening.loopbackOnly())
            .map(Listening::port)
            .sorted()
            .toList();
    if (open.size() != 1 || open.getFirst() == tried.port()) {
      return tried;
    }
    narrator.listensElsewhere(open.getFirst(), tried.port());
    return backend(container, open.getFirst());
  }

  private DeployFailure notReady(ContainerView container, Backend backend, String instead) {
    if (container.state() instanceof State.Restarting) {
      return crashed(container);
    }
    Set<Listening> listening = world.containers().listening(container.id());
    if (listening.stream()
        .noneMatch(open -> open.port() == backend.port() && !open.loopbackOnly())) {
      return new DeployFailure(
          DeployCode.PORT_MISMATCH, elsewhere(listening, backend.port()) + lastWords(container));
    }
    return new DeployFailure(
        DeployCode.APP_NOT_READY,
        "The app was not ready within %d s: %s.%s"
            .formatted(health.startPeriod().toSeconds(), instead, lastWords(container)));
  }

  private static String elsewhere(Set<Listening> listening, int port) {
    if (listening.isEmpty()) {
      return "The app does not listen on any port; expected " + port + ".";
    }
    String open =
        listening.stream()
            .map(one -> one.loopbackOnly() ? "127.0.0.1:" + one.port() : "" + one.port())
            .sorted()
            .collect(Collectors.joining(", "));
    boolean hidden = listening.stream().allMatch(Listening::loopbackOnly);
    return hidden
        ? "The app listens on %s only: it has to listen on 0.0.0.0:%d.".formatted(open, port)
        : "The app listens on %s, not %d: set its port.".formatted(open, port);
  }

  private String lastWords(ContainerView container) {
    List<String> lines = world.containers().tail(container.id(), LAST_LINES);
    lines.forEach(narrator::said);
    return lines.isEmpty() ? "" : " Its last words are in the log.";
  }

  private static Backend backend(ContainerView container, int port) {
    return new Backend(container.address().orElse("0.0.0.0"), port);
  }
}
