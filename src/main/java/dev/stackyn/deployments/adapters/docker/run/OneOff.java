package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineAnswer;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.kernel.Stop;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a container to its end. */
final class OneOff {
  /** Whoever cancels waits no longer for a command that does not listen. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final EngineHttp engine;
  private final OwnContainers own;
  private final Starter starter;
  private final Output output;

  OneOff(EngineHttp engine, OwnContainers own, Starter starter, Output output) {
    this.engine = engine;
    this.own = own;
    this.starter = starter;
    this.output = output;
  }

  int run(ContainerSpec spec, Consumer<String> log, Stop stop) {
    stop.check();
    try {
      ContainerId container = started(spec);
      output.follow(container, log, stop);
      awaitEnd(container, stop);
      int exit = exit(container);
      own.remove(container, Duration.ZERO);
      return exit;
    } catch (Stop.Stopped e) {
      removeAny(spec, GRACE);
      throw e;
    } catch (DeployFailure e) {
      if (e.code() != DeployCode.ENGINE_UNAVAILABLE) {
        removeAny(spec, Duration.ZERO);
      }
      throw e;
    }
  }

  /** An earlier attempt may have died before it could say how the command ended. */
  private ContainerId started(ContainerSpec spec) {
    Optional<ContainerView> earlier = own.find(spec).map(Views::of);
    if (earlier.isPresent() && earlier.get().state() instanceof State.Ended ended) {
      if (ended.exitCode() == 0) {
        return earlier.get().id();
      }
      own.remove(earlier.get().id(), Duration.ZERO);
    }
    return Views.of(starter.started(spec)).id();
  }

  private void awaitEnd(ContainerId container, Stop stop) {
    engine.stream(
        EngineRequest.post("/containers/" + container + "/wait"), stop, EngineAnswer::bytes);
  }

  private int exit(ContainerId container) {
    return own.find(container)
        .map(Views::of)
        .map(ContainerView::state)
        .filter(State.Ended.class::isInstance)
        .map(State.Ended.class::cast)
        .map(OneOff::exit)
        .orElseThrow(() ->
            new DeployFailure(
                DeployCode.INTERNAL_PLATFORM_ERROR,
                "The command's container was removed by somebody else."));
  }

  private static int exit(State.Ended ended) {
    if (ended.outOfMemory() && ended.exitCode() != 0) {
      throw new DeployFailure(
          DeployCode.MEMORY_LIMIT_EXCEEDED, "The command needs more memory than it may use.");
    }
    return ended.exitCode();
  }

  private void removeAny(ContainerSpec spec, Duration grace) {
    own.find(spec).ifPresent(found -> own.remove(Views.of(found).id(), grace));
  }
}
