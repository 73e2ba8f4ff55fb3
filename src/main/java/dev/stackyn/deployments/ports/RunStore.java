package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import java.util.List;
import java.util.Optional;

/** Deployments as rows, for those who work on them. */
public interface RunStore {
  /** An attempt begins: from now on only what this one logs is kept. */
  void begin(DeploymentId id, int attempt);

  void enter(DeploymentId id, DeploymentStatus status, Phase phase);

  void fetched(DeploymentId id, Commit commit);

  void built(DeploymentId id, String image);

  void started(DeploymentId id, String container);

  /** It serves from now on, and what served before does not. */
  void live(DeploymentId id, AppId app);

  /** It waits again. */
  void postpone(DeploymentId id);

  void fail(DeploymentId id, DeployCode code, String message);

  void cancel(DeploymentId id, String why);

  /** Images of an app beyond as many as are to be kept, newest first, and that nothing uses. */
  List<String> outdatedImages(AppId app, int keep);

  /** The image is gone, for all deployments of the app that had it. */
  void imageGone(AppId app, String image);

  /** What should run, of all apps; not what is watched, nor what sleeps. */
  List<Serving> serving();

  /** What somebody should work on, or soon will. */
  List<Stray> open();

  /** The newest deployment of an app, whatever has become of it. */
  Optional<DeploymentId> newest(AppId app);

  /** Nothing of the app is known any more. */
  void forget(AppId app);

  /** What should run. */
  record Serving(DeploymentId id, AppId app, UserId owner, Optional<String> container) {}

  /** What somebody should work on. */
  record Stray(DeploymentId id, AppId app, Optional<JobId> job) {}
}
