package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.Deployment.Request;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps deployments. Every method takes part in the present transaction. What is secret in a spec
 * is never kept in the clear.
 */
public interface DeploymentStore {
  Deployment add(Request request, DeploySpec spec, Instant now);

  Optional<Deployment> find(DeploymentId id);

  /** It stays as it is until the transaction ends: others who ask meanwhile wait. */
  Optional<Deployment> lock(DeploymentId id);

  /** All that waits, runs or serves of an app, locked, the newest first. */
  List<Deployment> lockPresent(AppId app);

  /** The newest first, from before the given one. */
  List<Deployment> ofApp(AppId app, long before, int most);

  /** Of each app the one under way, else the one that serves, else the newest. */
  List<Deployment> active(Collection<AppId> apps);

  DeploySpec spec(DeploymentId id);

  /** Everything but what was asked for; the caller has it locked. */
  void save(Deployment deployment);

  /** Which job does it. */
  void assign(DeploymentId id, JobId job);

  /** With their logs. */
  int removeAll(AppId app, int most);
}
