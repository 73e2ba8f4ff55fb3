package dev.stackyn.apps.domain;

import dev.stackyn.platform.domain.RowSet;

/** The rows that answers about apps are read from. */
public final class AppRows {
  /** By an app's id: its row. */
  public static final RowSet.Kind APP = RowSet.Kind.byId("app");

  /** By a user's id: his apps. */
  public static final RowSet.Kind OWNED = RowSet.Kind.byId("owned apps");

  private AppRows() {}
}
