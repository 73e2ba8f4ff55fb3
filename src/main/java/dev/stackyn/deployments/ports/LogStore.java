package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.LogHead;
import dev.stackyn.deployments.domain.LogPage;
import dev.stackyn.kernel.DeploymentId;
import java.util.Optional;

/** What deployments have to say, in pieces that are written once and never changed. */
public interface LogStore {
  /**
   * Adds a piece, unless a later attempt has begun: that one writes now.
   *
   * @return whether it was added
   */
  boolean append(DeploymentId deployment, int attempt, String piece);

  /** How far the log of a deployment has come; nothing when there is no such deployment. */
  Optional<LogHead> head(DeploymentId deployment);

  /** The end of it as well: whole pieces, of so many bytes at most. */
  Optional<LogPage> page(DeploymentId deployment, int most);
}
