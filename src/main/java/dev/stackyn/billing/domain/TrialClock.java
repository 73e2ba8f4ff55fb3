package dev.stackyn.billing.domain;

import dev.stackyn.billing.ports.NoticeStore;
import dev.stackyn.billing.ports.SubscriptionStore;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;

/**
 * What becomes due by itself: reminders, and ends. It may run as often and on as many platforms as
 * it likes; each letter is sent by the one run that claims it. What users may do never waits for
 * it.
 */
@Singleton
public class TrialClock {
  /** The provider repeats what was not taken for some minutes; people do for some days. */
  private static final Duration NOTICES_KEPT = Duration.ofDays(90);

  private final SubscriptionStore store;
  private final NoticeStore told;
  private final BillingLetters letters;
  private final BillingSettings settings;

  public TrialClock(
      SubscriptionStore store, NoticeStore told, BillingLetters letters, BillingSettings settings) {
    this.store = store;
    this.told = told;
    this.letters = letters;
    this.settings = settings;
  }

  @Transactional
  public void run(Instant now) {
    told.forgetBefore(now.minus(NOTICES_KEPT));
    if (!settings.on()) {
      return;
    }
    store.claimReminders(now, now.plus(Trial.NOTICE)).forEach(letters::trialEndsTomorrow);
    store.end(SubscriptionStatus.TRIAL, now).forEach(letters::trialEnded);
    store.end(SubscriptionStatus.CANCELLED, now).forEach(letters::subscriptionEnded);
  }
}
