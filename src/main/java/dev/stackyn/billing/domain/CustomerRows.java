package dev.stackyn.billing.domain;

import dev.stackyn.platform.domain.RowSet;

/** The rows that answers about what users have are read from. */
public final class CustomerRows {
  /** By a user's id: his subscription, and all plans. */
  public static final RowSet.Kind PLAN = RowSet.Kind.byId("plan");

  private CustomerRows() {}
}
