package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Journal;
import dev.stackyn.kernel.DeploymentId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One deployment to be done, or to be gone on with.
 *
 * @param log takes the deployment's log, line by line
 */
public record Assignment(
    DeploymentId id, DeploySpec spec, Earlier earlier, Journal journal, Consumer<String> log) {

  /**
   * What is there already.
   *
   * @param image what is to be run, where nothing has to be built: an older release
   * @param commit what it was made from, or what an earlier attempt has fetched
   */
  public record Earlier(Optional<ImageId> image, Optional<Commit> commit) {
    public static final Earlier NOTHING = new Earlier(Optional.empty(), Optional.empty());
  }
}
