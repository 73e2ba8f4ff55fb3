package dev.stackyn.deployments.engine.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A container of ours as the engine shows it now.
 *
 * @param address in the app's network; empty while it does not run
 * @param restarts how often the engine has started it again by itself
 */
public record ContainerView(
    ContainerId id,
    AppId app,
    DeploymentId deployment,
    ContainerSpec.Purpose purpose,
    State state,
    Optional<String> address,
    int restarts) {

  /** Whether it runs, and if not, how it ended. */
  public sealed interface State {
    /** It was created and not started, or is just being started. */
    record Created() implements State {}

    /**
     * Its process is there; whether it answers is another matter.
     *
     * @param healthy what the image's own HEALTHCHECK says, if it has said something
     */
    record Running(Instant since, Optional<Boolean> healthy) implements State {}

    /** It ended, and the engine starts it again after a while that grows each time. */
    record Restarting(int exitCode, boolean outOfMemory) implements State {}

    record Ended(int exitCode, boolean outOfMemory, Instant at) implements State {}
  }
}
