package dev.stackyn.deployments.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What deployments say of one app.
 *
 * @param open the one that is worked on, else the one that waits
 * @param running the one that serves
 * @param newest whatever has become of it
 * @param lastLive when one last began to serve
 */
public record AppDeployments(
    Optional<Deployment> open,
    Optional<Deployment> running,
    Optional<Deployment> newest,
    Optional<Instant> lastLive) {
  public static final AppDeployments NONE =
      new AppDeployments(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The one to show: what is worked on, else what serves, else the newest. */
  public Optional<Deployment> active() {
    return open.or(() -> running).or(() -> newest);
  }

  /**
   * What the app is: what happens to it now, else whether it serves, else how the last one ended.
   */
  public DeploymentStatus status() {
    return open.or(() -> running)
        .map(Deployment::status)
        .orElseGet(() ->
            newest
                .map(Deployment::status)
                .filter(DeploymentStatus.FAILED::equals)
                .orElse(DeploymentStatus.STOPPED));
  }
}
