package dev.stackyn.billing.domain;

import dev.stackyn.billing.ports.SubscriptionStore;
import dev.stackyn.identity.domain.Newcomer;
import dev.stackyn.identity.domain.User;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every user's subscription. Each begins as a trial, the first time there is need of it. */
@Singleton
public class Subscriptions implements Newcomer {
  private final SubscriptionStore store;
  private final BillingLetters letters;
  private final BillingSettings settings;
  private final Clock clock;

  public Subscriptions(
      SubscriptionStore store, BillingLetters letters, BillingSettings settings, Clock clock) {
    this.store = store;
    this.letters = letters;
    this.settings = settings;
    this.clock = clock;
  }

  /** Where nothing is billed the trial is saved up for the day when something is. */
  @Override
  @Transactional
  public void arrived(User user) {
    if (settings.on()) {
      begin(user.id(), clock.instant());
    }
  }

  /** Whoever was here before anything was billed has his trial from now on. */
  @Transactional
  public Subscription of(UserId user) {
    return store.find(user).orElseGet(() -> begin(user, clock.instant()));
  }

  /** As they are; who has none yet is shown the trial that he would begin with. */
  @Transactional
  public Map<UserId, Subscription> of(Set<UserId> users) {
    Instant now = clock.instant();
    Map<UserId, Subscription> known = store.findAll(users);
    return users.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                user -> known.getOrDefault(user, Subscription.begin(user, now))));
  }

  /** Those whose apps are to be stopped; nobody where nothing is billed. */
  @Transactional
  public List<UserId> lapsed() {
    return settings.on() ? store.lapsed(clock.instant()) : List.of();
  }

  /** His subscription, kept from others until the transaction ends. */
  @Transactional
  Subscription locked(UserId user) {
    return store
        .lock(user)
        .orElseGet(() -> {
          begin(user, clock.instant());
          return store.lock(user).orElseThrow();
        });
  }

  private Subscription begin(UserId user, Instant now) {
    Subscription fresh = Subscription.begin(user, now);
    if (!store.add(fresh)) {
      return store.find(user).orElseThrow();
    }
    letters.trialStarted(user);
    return fresh;
  }
}
