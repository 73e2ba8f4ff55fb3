package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.kernel.UserId;
import java.util.Objects;

/** A deployment that is asked for: of what, whose the app is, and who wants it. */
public record DeploymentOrder(DeploySpec spec, UserId owner, Trigger trigger, UserId requestedBy) {
  public DeploymentOrder {
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(trigger, "trigger");
    Objects.requireNonNull(requestedBy, "requestedBy");
  }
}
