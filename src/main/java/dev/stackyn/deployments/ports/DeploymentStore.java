package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.AppDeployments;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentOrder;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deployments as rows, for those who ask for them and look at them. */
public interface DeploymentStore {
  /** Until the present transaction ends, nobody else changes which deployments an app has. */
  void serialize(AppId app);

  /** A new one that waits. What it carries is sealed. A release gives it its image and commit. */
  DeploymentId add(DeploymentOrder order, Optional<Deployment> release);

  /** Which job does it. */
  void assign(DeploymentId id, JobId job);

  Optional<JobId> job(DeploymentId id);

  Optional<Deployment> find(DeploymentId id);

  /** As {@link #find}, and nobody else changes it until the present transaction ends. */
  Optional<Deployment> lock(DeploymentId id);

  DeploySpec spec(DeploymentId id);

  /** The one that waits, if there is one. */
  Optional<DeploymentId> waiting(AppId app);

  /** The one that is worked on, if there is one. */
  Optional<DeploymentId> underWay(AppId app);

  /** Cancels one that waits. */
  void callOff(DeploymentId waiting, String why);

  /** What runs is stopped from now on; returns which one it was. */
  Optional<DeploymentId> stopRunning(AppId app);

  /** Newest first. */
  List<Deployment> ofApp(AppId app, int limit);

  /** Those whose image is kept and that have served, newest first. */
  List<Deployment> releases(AppId app);

  /** What serves, else what served last. */
  Optional<Deployment> lastRelease(AppId app);

  Map<AppId, AppDeployments> standings(Collection<AppId> apps);

  Map<AppId, Integer> counts(Collection<AppId> apps);
}
