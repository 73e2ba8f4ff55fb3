package dev.stackyn.billing.domain;

import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Locale;

/**
 * Stands before everything that makes or changes apps. Reading and deleting stay open to everybody.
 */
@Singleton
public class Paywall {
  private final Entitlements entitlements;

  public Paywall(Entitlements entitlements) {
    this.entitlements = entitlements;
  }

  /** What he may have, unless it has run out: then a refusal that says why. */
  @Transactional
  public Entitlement requireActive(UserId user) {
    Entitlement entitlement = entitlements.of(user);
    return switch (entitlement.billing()) {
      case TRIAL, ACTIVE -> entitlement;
      case EXPIRED ->
          throw Refusal.unpaid(
              text(entitlement), entitlement.billing().name().toLowerCase(Locale.ROOT));
    };
  }

  private static String text(Entitlement entitlement) {
    return entitlement.subscription().flatMap(Subscription::purchase).isEmpty()
        ? "your free trial has ended. Upgrade to continue"
        : "billing inactive. Upgrade to continue";
  }
}
