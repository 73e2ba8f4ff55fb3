package dev.stackyn.deployments.adapters.docker;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;

/**
 * The engine answered with an error. Where nobody knows what it means for the deployment, this is
 * what becomes of it: a failure like any other, with a text that says nothing of the host.
 */
public final class Refused extends DeployFailure {
  private static final int UNAVAILABLE = 503;

  private final int status;
  private final String answer;

  public Refused(int status, String answer) {
    super(
        status == UNAVAILABLE ? DeployCode.ENGINE_UNAVAILABLE : DeployCode.INTERNAL_PLATFORM_ERROR,
        ("The Docker engine did not do what Stackyn asked of it (status %d). This is not your"
                + " app's fault: the deployment is tried again.")
            .formatted(status));
    this.status = status;
    this.answer = answer;
  }

  public int status() {
    return status;
  }

  /** The engine's own words. They may name paths of the host: they are not for users. */
  public String answer() {
    return answer;
  }
}
