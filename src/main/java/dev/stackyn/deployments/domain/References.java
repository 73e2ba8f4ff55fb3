package dev.stackyn.deployments.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What deployments need of what is on an engine.
 *
 * @param apps those that have any deployment
 * @param busy those of which one waits or is worked on
 * @param live those deployments that serve, wait or are worked on
 * @param ended when those of the rest that are known ended
 * @param images that a release, or one that is live, needs
 */
public record References(
    Set<AppId> apps,
    Set<AppId> busy,
    Set<DeploymentId> live,
    Map<DeploymentId, Instant> ended,
    Set<String> images) {
  public References {
    apps = Set.copyOf(apps);
    busy = Set.copyOf(busy);
    live = Set.copyOf(live);
    ended = Map.copyOf(ended);
    images = Set.copyOf(images);
  }
}
