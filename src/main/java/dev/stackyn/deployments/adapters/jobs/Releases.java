package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.jobs.domain.JobQueue;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps as many images of an app as it wants to be able to go back to. */
@Singleton
final class Releases {
  private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

  private final DeploymentRuns runs;
  private final Provider<World> world;
  private final JobQueue queue;

  Releases(DeploymentRuns runs, Provider<World> world, JobQueue queue) {
    this.runs = runs;
    this.world = world;
    this.queue = queue;
  }

  /** A disk was full: what nothing needs goes now, and not at night only. */
  void makeRoom() {
    queue.enqueue(CleanUpHandler.order());
  }

  /** What cannot be removed now is tried again after the next deployment. */
  void prune(DeploySpec spec) {
    int keep = spec.run().surroundings().releases();
    for (String image : runs.outdatedImages(spec.app(), keep)) {
      try {
        if (world.get().images().remove(new ImageId(image))) {
          runs.imageGone(spec.app(), image);
        }
      } catch (DeployFailure e) {
        LOG.warn("An old image of app {} stays for now: {}", spec.app(), e.text());
        return;
      }
    }
  }
}
