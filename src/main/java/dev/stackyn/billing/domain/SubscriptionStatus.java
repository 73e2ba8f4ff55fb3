package dev.stackyn.billing.domain;

/** Where a subscription stands. Which moves there are is said here and nowhere else. */
public enum SubscriptionStatus {
  TRIAL,
  ACTIVE,
  /** Not to be renewed; good until what was paid for is used up. */
  CANCELLED,
  EXPIRED;

  public boolean canBecome(SubscriptionStatus next) {
    return switch (next) {
      // A trial is what a subscription begins with; nobody gets a second one.
      case TRIAL -> false;
      case ACTIVE, EXPIRED -> true;
      // What has ended has nothing left that could be good until a later day.
      case CANCELLED -> this != EXPIRED;
    };
  }
}
