package dev.stackyn.deployments.domain;

import dev.stackyn.platform.domain.RowSet;

/** The rows that answers about deployments are read from. */
public final class DeploymentRows {
  /** By a deployment's number: its row. */
  public static final RowSet.Kind DEPLOYMENT = RowSet.Kind.byNumber("deployment");

  /** By a deployment's number: its row, the pieces of its log, and its last words. */
  public static final RowSet.Kind LOG = RowSet.Kind.byNumber("log");

  /** By an app's id: those that {@link Deployments#of} adds up. */
  public static final RowSet.Kind STANDING = RowSet.Kind.byId("standing");

  /** By an app's id: its newest ones, {@link #MOST_RECENT} at most. */
  public static final RowSet.Kind RECENT = RowSet.Kind.byId("recent");

  public static final int MOST_RECENT = 100;

  private DeploymentRows() {}
}
