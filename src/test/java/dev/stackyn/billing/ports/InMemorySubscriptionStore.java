package dev.stackyn.billing.ports;

import dev.stackyn.billing.domain.BillingStatus;
import dev.stackyn.billing.domain.Subscription;
import dev.stackyn.billing.domain.SubscriptionStatus;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Keeps subscriptions in a map. */
public final class InMemorySubscriptionStore implements SubscriptionStore {
  private final Map<UserId, Subscription> rows = new HashMap<>();
  private final Set<UserId> reminded = new HashSet<>();

  @Override
  public boolean add(Subscription subscription) {
    return rows.putIfAbsent(subscription.user(), subscription) == null;
  }

  @Override
  public Optional<Subscription> find(UserId user) {
    return Optional.ofNullable(rows.get(user));
  }

  @Override
  public Map<UserId, Subscription> findAll(Set<UserId> users) {
    return rows.values().stream()
        .filter(row -> users.contains(row.user()))
        .collect(Collectors.toMap(Subscription::user, Function.identity()));
  }

  @Override
  public Optional<Subscription> lock(UserId user) {
    return find(user);
  }

  @Override
  public void save(Subscription subscription) {
    rows.replace(subscription.user(), subscription);
  }

  @Override
  public List<UserId> claimReminders(Instant now, Instant then) {
    List<UserId> due =
        ungranted(row ->
            row.status() == SubscriptionStatus.TRIAL
                && !reminded.contains(row.user())
                && row.trial().endsAt().isAfter(now)
                && !row.trial().endsAt().isAfter(then));
    reminded.addAll(due);
    return due;
  }

  @Override
  public List<UserId> end(SubscriptionStatus state, Instant now) {
    List<UserId> due =
        ungranted(row -> row.status() == state && row.billingStatus(now) == BillingStatus.EXPIRED);
    due.forEach(user -> rows.computeIfPresent(user, (id, row) -> expired(row)));
    return due;
  }

  @Override
  public List<UserId> lapsed(Instant now) {
    return ungranted(row -> row.billingStatus(now) == BillingStatus.EXPIRED);
  }

  private List<UserId> ungranted(Predicate<Subscription> rule) {
    return rows.values().stream()
        .filter(row -> row.tariff().granted().isEmpty())
        .filter(rule)
        .map(Subscription::user)
        .toList();
  }

  private static Subscription expired(Subscription row) {
    return new Subscription(
        row.user(), row.tariff(), SubscriptionStatus.EXPIRED, row.trial(), row.purchase());
  }
}
