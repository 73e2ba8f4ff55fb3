package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.LogText;
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

  /** The last piece's number: what has been read is read again only when it grows. */
  int last(DeploymentId deployment);

  /** The end of the text: whole pieces, of so many characters at most. */
  Optional<LogText> read(DeploymentId deployment, int most);
}
