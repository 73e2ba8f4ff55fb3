package dev.stackyn.billing.adapters.postgres;

import static dev.stackyn.jooq.billing.Tables.SUBSCRIPTIONS;

import dev.stackyn.billing.domain.PlanName;
import dev.stackyn.billing.domain.Purchase;
import dev.stackyn.billing.domain.Subscription;
import dev.stackyn.billing.domain.Subscription.Tariff;
import dev.stackyn.billing.domain.SubscriptionStatus;
import dev.stackyn.billing.domain.Trial;
import dev.stackyn.billing.ports.SubscriptionStore;
import dev.stackyn.jooq.billing.tables.records.SubscriptionsRecord;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

@Singleton
final class PostgresSubscriptionStore implements SubscriptionStore {
  /** The postman holds no more than some hundreds of letters at a time. */
  private static final int AT_ONCE = 250;

  private static final Condition NOTHING_GRANTED = SUBSCRIPTIONS.GRANTED_PLAN.isNull();

  private final DSLContext database;

  PostgresSubscriptionStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public boolean add(Subscription subscription) {
    SubscriptionsRecord row = row(subscription);
    row.setUserId(subscription.user().value());
    return database
            .insertInto(SUBSCRIPTIONS)
            .set(row)
            .onConflict(SUBSCRIPTIONS.USER_ID)
            .doNothing()
            .execute()
        == 1;
  }

  @Override
  public Optional<Subscription> find(UserId user) {
    return database
        .fetchOptional(SUBSCRIPTIONS, SUBSCRIPTIONS.USER_ID.eq(user.value()))
        .map(PostgresSubscriptionStore::subscription);
  }

  @Override
  public Map<UserId, Subscription> findAll(Set<UserId> users) {
    return database
        .selectFrom(SUBSCRIPTIONS)
        .where(SUBSCRIPTIONS.USER_ID.in(users.stream().map(UserId::value).toList()))
        .fetchMap(row -> new UserId(row.getUserId()), PostgresSubscriptionStore::subscription);
  }

  @Override
  public Optional<Subscription> lock(UserId user) {
    return database
        .selectFrom(SUBSCRIPTIONS)
        .where(SUBSCRIPTIONS.USER_ID.eq(user.value()))
        .forUpdate()
        .fetchOptional(PostgresSubscriptionStore::subscription);
  }

  @Override
  public void save(Subscription subscription) {
    database
        .update(SUBSCRIPTIONS)
        .set(row(subscription))
        .where(SUBSCRIPTIONS.USER_ID.eq(subscription.user().value()))
        .execute();
  }

  @Override
  public List<UserId> claimReminders(Instant now, Instant then) {
    return database
        .update(SUBSCRIPTIONS)
        .set(SUBSCRIPTIONS.REMINDED_AT, now)
        .where(
            someOf(
                is(SubscriptionStatus.TRIAL)
                    .and(SUBSCRIPTIONS.REMINDED_AT.isNull())
                    .and(SUBSCRIPTIONS.TRIAL_ENDS_AT.gt(now))
                    .and(SUBSCRIPTIONS.TRIAL_ENDS_AT.le(then))))
        .returning(SUBSCRIPTIONS.USER_ID)
        .fetch(row -> new UserId(row.getUserId()));
  }

  @Override
  public List<UserId> end(SubscriptionStatus state, Instant now) {
    return database
        .update(SUBSCRIPTIONS)
        .set(SUBSCRIPTIONS.STATUS, SubscriptionStatus.EXPIRED.name())
        .where(someOf(is(state).and(isUp(state, now))))
        .returning(SUBSCRIPTIONS.USER_ID)
        .fetch(row -> new UserId(row.getUserId()));
  }

  @Override
  public List<UserId> lapsed(Instant now) {
    return database
        .select(SUBSCRIPTIONS.USER_ID)
        .from(SUBSCRIPTIONS)
        .where(
            NOTHING_GRANTED,
            DSL.or(
                Stream.of(SubscriptionStatus.values())
                    .map(state -> is(state).and(isUp(state, now)))
                    .toList()))
        .orderBy(SUBSCRIPTIONS.USER_ID)
        .fetch(row -> new UserId(row.value1()));
  }

  /** Some of those that are due; what another platform is about to claim is left to it. */
  private Condition someOf(Condition due) {
    return SUBSCRIPTIONS.USER_ID.in(
        database
            .select(SUBSCRIPTIONS.USER_ID)
            .from(SUBSCRIPTIONS)
            .where(NOTHING_GRANTED, due)
            .orderBy(SUBSCRIPTIONS.USER_ID)
            .limit(AT_ONCE)
            .forUpdate()
            .skipLocked());
  }

  /** Whether there is nothing left of what a subscription in that state stands for. */
  private static Condition isUp(SubscriptionStatus state, Instant now) {
    return switch (state) {
      case TRIAL -> SUBSCRIPTIONS.TRIAL_ENDS_AT.le(now);
      case ACTIVE -> DSL.falseCondition();
      case CANCELLED -> SUBSCRIPTIONS.PURCHASE_ENDS_AT.le(now);
      case EXPIRED -> DSL.trueCondition();
    };
  }

  private static Condition is(SubscriptionStatus status) {
    return SUBSCRIPTIONS.STATUS.eq(status.name());
  }

  /** What may change; whose it is, is written once, and reminders are claimed. */
  private static SubscriptionsRecord row(Subscription subscription) {
    SubscriptionsRecord row = new SubscriptionsRecord();
    row.setPlan(subscription.tariff().plan().value());
    row.setGrantedPlan(subscription.tariff().granted().map(PlanName::value).orElse(null));
    row.setStatus(subscription.status().name());
    row.setTrialStartedAt(subscription.trial().startedAt());
    row.setTrialEndsAt(subscription.trial().endsAt());
    row.setPurchaseId(subscription.purchase().map(Purchase::id).orElse(null));
    row.setPurchaseToldAt(subscription.purchase().map(Purchase::toldAt).orElse(null));
    row.setPurchaseEndsAt(subscription.purchase().flatMap(Purchase::endsAt).orElse(null));
    return row;
  }

  private static Subscription subscription(SubscriptionsRecord row) {
    return new Subscription(
        new UserId(row.getUserId()),
        new Tariff(
            new PlanName(row.getPlan()),
            Optional.ofNullable(row.getGrantedPlan()).map(PlanName::new)),
        SubscriptionStatus.valueOf(row.getStatus()),
        new Trial(row.getTrialStartedAt(), row.getTrialEndsAt()),
        Optional.ofNullable(row.getPurchaseId())
            .map(id ->
                new Purchase(
                    id, row.getPurchaseToldAt(), Optional.ofNullable(row.getPurchaseEndsAt()))));
  }
}
