package dev.stackyn.deployments.adapters.docker;

/** The engine answered with an error. Its text may name paths of the host: it is not for users. */
public final class Refused extends RuntimeException {
  private final int status;

  public Refused(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
