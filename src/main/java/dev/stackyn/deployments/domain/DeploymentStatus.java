package dev.stackyn.deployments.domain;

import java.util.Locale;
import java.util.Set;

/** How far a deployment has come. Which state may follow which is decided here and nowhere else. */
public enum DeploymentStatus {
  /** It waits for its turn. */
  PENDING,
  /** Its source is fetched, its image is built. */
  BUILDING,
  /** Its container is started and tried. */
  DEPLOYING,
  /** It serves the app. */
  RUNNING,
  FAILED,
  CANCELLED,
  /** It served the app, until another one took its place or the app was stopped. */
  STOPPED;

  /** What people and clients call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Somebody works on it, or will. */
  public boolean isOpen() {
    return this == PENDING || isUnderWay();
  }

  public boolean isUnderWay() {
    return this == BUILDING || this == DEPLOYING;
  }

  /** It neither serves nor is about to. */
  public boolean isEnded() {
    return this == FAILED || this == CANCELLED || this == STOPPED;
  }

  public boolean mayBecome(DeploymentStatus next) {
    return next == this ? isUnderWay() : following().contains(next);
  }

  /**
   * Whoever begins again after a crash begins with the building, however far it had come; and what
   * failed for no fault of its app waits for its next try. What fails soon after it has taken over
   * gives way to the one before, which then runs again.
   */
  private Set<DeploymentStatus> following() {
    return switch (this) {
      case PENDING -> Set.of(BUILDING, FAILED, CANCELLED);
      case BUILDING -> Set.of(PENDING, DEPLOYING, FAILED, CANCELLED);
      case DEPLOYING -> Set.of(PENDING, BUILDING, RUNNING, FAILED, CANCELLED);
      case RUNNING -> Set.of(FAILED, STOPPED);
      case STOPPED -> Set.of(RUNNING);
      case FAILED, CANCELLED -> Set.of();
    };
  }
}
