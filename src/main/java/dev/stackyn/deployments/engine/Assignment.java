package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.BuildTurns;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Journal;
import dev.stackyn.kernel.DeploymentId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One deployment to be done, or to be gone on with.
 *
 * @param watched whether the version before is kept for a while after the switch
 * @param turns where it waits for its turn to build
 * @param log takes the deployment's log, line by line
 */
public record Assignment(
    DeploymentId id,
    DeploySpec spec,
    Earlier earlier,
    boolean watched,
    Journal journal,
    BuildTurns turns,
    Consumer<String> log) {

  /**
   * What is there already.
   *
   * @param begun whether somebody has worked on it before, and may have left something
   * @param release what is to be run, where nothing has to be built: an older release
   * @param made the image that an earlier attempt has noted, which may be gone by now
   * @param kept the version before, where one is kept
   */
  public record Earlier(
      boolean begun, Optional<ImageId> release, Optional<ImageId> made, Optional<Kept> kept) {
    public static final Earlier NOTHING =
        new Earlier(false, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
