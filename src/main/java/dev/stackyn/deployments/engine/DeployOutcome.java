package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.ContainerId;

/** How a deployment ended. */
public sealed interface DeployOutcome {
  /**
   * The new version answers; the old one is gone, or is kept for as long as this one is watched.
   */
  record Live(ContainerId container, Backend backend) implements DeployOutcome {}

  /** The new version is undone; whatever served before serves still. */
  record Failed(Phase phase, DeployCode code, String message) implements DeployOutcome {
    public Blame blame() {
      return code.blame();
    }
  }

  /** As with a failure, but somebody wanted it so. */
  record Cancelled(Phase phase, String reason) implements DeployOutcome {}
}
