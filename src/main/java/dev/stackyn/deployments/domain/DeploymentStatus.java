package dev.stackyn.deployments.domain;

import java.util.Locale;

/** What has become of a deployment. */
public enum DeploymentStatus {
  /** It waits for a worker. */
  PENDING,
  /** Its source is fetched, its image built. */
  BUILDING,
  /** Its container is started, and not routed to yet. */
  DEPLOYING,
  /** It serves. */
  RUNNING,
  FAILED,
  CANCELLED,
  /** It has served, and another one does now, or nobody. */
  STOPPED;

  public boolean isUnderWay() {
    return switch (this) {
      case PENDING, BUILDING, DEPLOYING -> true;
      case RUNNING, FAILED, CANCELLED, STOPPED -> false;
    };
  }

  /** Whether a deployment in this state may come into that one. */
  public boolean mayBecome(DeploymentStatus next) {
    return switch (next) {
      // An attempt that the platform spoilt begins anew.
      case PENDING -> this == BUILDING || this == DEPLOYING;
      case BUILDING -> isUnderWay();
      case DEPLOYING -> this == BUILDING || this == DEPLOYING;
      case RUNNING -> this == DEPLOYING || this == STOPPED;
      case FAILED, CANCELLED -> isUnderWay();
      case STOPPED -> this == RUNNING;
    };
  }

  /** How clients call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
