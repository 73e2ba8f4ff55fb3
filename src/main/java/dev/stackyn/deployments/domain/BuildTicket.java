package dev.stackyn.deployments.domain;

import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import java.util.UUID;

/**
 * A place among those who build on an engine, or wait to.
 *
 * @param holder one attempt of the deployment
 * @param building whether it builds now
 */
public record BuildTicket(DeploymentId deployment, UserId owner, UUID holder, boolean building) {
  BuildTicket granted() {
    return new BuildTicket(deployment, owner, holder, true);
  }
}
