package dev.stackyn.deployments.engine.ports;

import dev.stackyn.kernel.Stop;
import java.util.function.Consumer;

/**
 * When a deployment may build: as many builds run on one engine at once as it can bear, and whoever
 * comes next is decided for all platforms that share the engine.
 */
public interface BuildTurns {
  /**
   * Blocks until it is the deployment's turn, however long that takes; the engine is ready for a
   * build then. A turn is one attempt's: a later one of the same deployment takes it over.
   *
   * @param told on the caller's thread, when the wait begins and whenever its place in the line
   *     changes; never when there is nothing to wait for
   * @throws Stop.Stopped within a second of the wish
   * @throws dev.stackyn.deployments.engine.DeployFailure when the machine has no room for a build,
   *     or the engine does not answer
   */
  Turn await(Consumer<Waiting> told, Stop stop);

  /** The right to build, given back by closing it; lost with the process that has it. */
  interface Turn extends AutoCloseable {
    /** What the build may take. */
    BuildLimits limits();

    /** Safe to repeat. */
    @Override
    void close();
  }

  /**
   * Why a build does not begin yet.
   *
   * @param place in the line; who has the first one is the next to build
   */
  record Waiting(int place, String reason) {
    public Waiting {
      if (place < 1) {
        throw new IllegalArgumentException("the first place in a line is 1");
      }
    }
  }
}
