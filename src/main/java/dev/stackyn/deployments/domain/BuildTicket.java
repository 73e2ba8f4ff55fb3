package dev.stackyn.deployments.domain;

import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import java.util.UUID;

/**
 * A place among those who build on an engine, or wait to.
 *
 * @param holder one attempt of the deployment
 * @param building whether it builds now
 * @param share what its owner is entitled to
 */
public record BuildTicket(
    DeploymentId deployment, UserId owner, UUID holder, boolean building, Share share) {

  /**
   * What an owner's plan says of builds.
   *
   * @param atOnce how many of his may run at the same time
   * @param first whether he comes before others who have as many builds running
   */
  public record Share(int atOnce, boolean first) {
    public Share {
      if (atOnce < 1) {
        throw new IllegalArgumentException("everybody may build");
      }
    }
  }

  public BuildTicket granted() {
    return new BuildTicket(deployment, owner, holder, true, share);
  }
}
