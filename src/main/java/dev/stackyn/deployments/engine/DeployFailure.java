package dev.stackyn.deployments.engine;

/**
 * A step of a deployment did not work, and why. Ports throw it; the engine makes an outcome of it.
 * The message is read by the app's owner: it says what to do, and holds no paths of the host. What
 * a program has printed may be in it, secrets and all: the engine takes those out before it tells.
 */
public class DeployFailure extends RuntimeException {
  private final DeployCode code;

  public DeployFailure(DeployCode code, String message) {
    super(message);
    this.code = code;
  }

  public DeployFailure(DeployCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public DeployCode code() {
    return code;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
