package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.ports.DeploymentStore;
import dev.stackyn.deployments.ports.LogStore;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What there is to read of a deployment. Never to be called within a transaction. */
@Singleton
public class DeploymentLogs {
  /** More than anybody reads in a page, which fetches all of it every two seconds. */
  private static final int LONGEST = 512 * 1024;

  private final LogStore logs;
  private final DeploymentStore store;
  private final RuntimeLog runtime;

  public DeploymentLogs(LogStore logs, DeploymentStore store, RuntimeLog runtime) {
    this.logs = logs;
    this.store = store;
    this.runtime = runtime;
  }

  /** What changes when there is more to read. */
  public LogHead head(Requester requester, DeploymentId id) {
    return logs.head(id)
        .filter(head -> requester.mayReach(head.deployment().owner()))
        .orElseThrow(Deployments::unknown);
  }

  /** The deployment's own log, up to now. */
  public LogPage page(Requester requester, DeploymentId id) {
    return logs.page(id, LONGEST)
        .filter(page -> requester.mayReach(page.head().deployment().owner()))
        .orElseThrow(Deployments::unknown);
  }

  /**
   * What the app prints: of the one that serves its own, and while another one is in progress, that
   * of the one that serves still.
   */
  public Optional<String> runtime(Deployment deployment) {
    return switch (deployment.status()) {
      case RUNNING -> printed(deployment);
      case PENDING, BUILDING, DEPLOYING -> servingBeside(deployment.app()).flatMap(this::printed);
      case FAILED, CANCELLED, STOPPED -> Optional.empty();
    };
  }

  private Optional<String> printed(Deployment deployment) {
    return deployment.made().container().flatMap(id -> runtime.tail(deployment.id(), id));
  }

  private Optional<Deployment> servingBeside(AppId app) {
    return Optional.ofNullable(store.standings(List.of(app)).get(app))
        .flatMap(AppDeployments::running);
  }
}
