package dev.stackyn.accounts.domain;

import dev.stackyn.kernel.Refusal;

/** Accounts to be made by one job. To be verified, somebody has to use each one's invitation. */
public record ProvisioningOrder(int count, Urgency urgency, boolean verification) {
  public static final int MOST = 100;

  public ProvisioningOrder {
    requireCount(count);
  }

  static void requireCount(int count) {
    if (count < 1 || count > MOST) {
      throw Refusal.invalid("count", "Count must be between 1 and " + MOST);
    }
  }
}
