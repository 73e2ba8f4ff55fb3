package dev.stackyn.billing.ports;

import dev.stackyn.billing.domain.Subscription;
import dev.stackyn.billing.domain.SubscriptionStatus;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps subscriptions, one a user. Every call takes part in the caller's transaction. A plan that
 * an administrator gave keeps its user out of everything that looks for those whose time is up.
 */
public interface SubscriptionStore {
  /** Adds the subscription, unless the user has one already; tells whether it did. */
  boolean add(Subscription subscription);

  Optional<Subscription> find(UserId user);

  /** Those that there are. */
  Map<UserId, Subscription> findAll(Set<UserId> users);

  /** Finds it, and keeps others from changing it until the transaction ends. */
  Optional<Subscription> lock(UserId user);

  void save(Subscription subscription);

  /**
   * Whose trial ends after now and not after then; each user is returned once, ever. Of very many,
   * some: the rest is there for the next call.
   */
  List<UserId> claimReminders(Instant now, Instant then);

  /**
   * Writes the end of those in that state, on trial or cancelled, whose time is up; each user is
   * returned to one caller. Of very many, some: the rest is there for the next call.
   */
  List<UserId> end(SubscriptionStatus state, Instant now);

  /** Who has nothing any more, whether that was written down already or not. */
  List<UserId> lapsed(Instant now);
}
