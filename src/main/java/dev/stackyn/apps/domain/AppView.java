package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.AppDeployments;
import java.util.Objects;

/** An app together with what has become of it. */
public record AppView(App app, AppDeployments deployments) {
  private static final String DISABLED = "disabled";

  public AppView {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(deployments, "deployments");
  }

  /** In one word, as clients know it. */
  public String status() {
    return app.isDisabled() ? DISABLED : deployments.status().word();
  }

  /** It is not running, and the next request has it started. */
  public boolean isAsleep() {
    return !app.isDisabled()
        && deployments.running().filter(running -> running.service().asleep()).isPresent();
  }

  /** Some version of it answers requests, whatever happens to the newest one. */
  public boolean isServed() {
    return !app.isDisabled() && deployments.running().isPresent();
  }
}
