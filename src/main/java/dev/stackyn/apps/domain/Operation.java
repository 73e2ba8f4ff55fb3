package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.Deployment;
import java.util.Objects;

/** What an app is after something was asked for, and the deployment that brings it about. */
public record Operation(AppView app, Deployment deployment) {
  public Operation {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(deployment, "deployment");
  }
}
