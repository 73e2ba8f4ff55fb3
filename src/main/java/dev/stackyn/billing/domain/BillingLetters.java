package dev.stackyn.billing.domain;

import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.domain.Postman;
import dev.stackyn.identity.domain.Users;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;

/** What billing writes to users; nothing where nothing is billed. */
@Singleton
public class BillingLetters {
  private final Postman postman;
  private final Users users;
  private final BillingSettings settings;

  public BillingLetters(Postman postman, Users users, BillingSettings settings) {
    this.postman = postman;
    this.users = users;
    this.settings = settings;
  }

  void trialStarted(UserId user) {
    send(
        user,
        "Your Stackyn 7-day trial has started",
        """
        Welcome. For the next 7 days you have everything that the Pro plan offers.
        At the end your apps are stopped, not deleted, unless you have chosen a plan.
        """);
  }

  void trialEndsTomorrow(UserId user) {
    send(
        user,
        "Your Stackyn trial ends tomorrow",
        """
        Your trial ends within a day. Choose a plan to keep your apps running:
        without one they are stopped, and what they consist of is kept.
        """);
  }

  void trialEnded(UserId user) {
    send(
        user,
        "Your Stackyn trial has ended",
        """
        Your trial is over and your apps are stopped. Nothing is deleted:
        choose a plan and they start again.
        """);
  }

  void active(UserId user, Plan plan) {
    send(
        user,
        "Welcome to Stackyn 🎉",
        "Your subscription to the "
            + plan.displayName()
            + " plan is active. Apps that were stopped start again.\n");
  }

  void paymentFailed(UserId user) {
    send(
        user,
        "Payment Failed - Action Required",
        """
        A payment for your Stackyn subscription did not succeed.
        Please check your payment method; it will be tried again in the next days.
        """);
  }

  void subscriptionEnded(UserId user) {
    send(
        user,
        "Your Stackyn subscription has expired",
        """
        Your subscription has ended and your apps are stopped. Nothing is deleted:
        subscribe again and they start again.
        """);
  }

  private void send(UserId to, String subject, String text) {
    if (settings.on()) {
      users.find(to).ifPresent(user -> postman.send(new Letter(user.email(), subject, text)));
    }
  }
}
