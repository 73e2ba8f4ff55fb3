package dev.stackyn.deployments.domain;

/** Why a deployment was asked for. */
public enum Trigger {
  /** The app is new. */
  CREATE,
  /** Its source is to be built again. */
  REDEPLOY,
  /** It was stopped, and is to run again as it was built. */
  START,
  /** It runs, and is to be run again with its present settings, as it was built. */
  RESTART,
  /** An older release is to run again, as it was then. */
  ROLLBACK;

  /** Whether an image is built for it; else it runs one that is there. */
  public boolean builds() {
    return switch (this) {
      case CREATE, REDEPLOY -> true;
      case START, RESTART, ROLLBACK -> false;
    };
  }
}
