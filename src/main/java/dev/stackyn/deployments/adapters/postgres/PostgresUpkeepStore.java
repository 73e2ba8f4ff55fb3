package dev.stackyn.deployments.adapters.postgres;

import static dev.stackyn.jooq.deployments.Tables.DEPLOYMENTS_;

import dev.stackyn.deployments.domain.Deployment.Switched;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.engine.Kept;
import dev.stackyn.deployments.ports.UpkeepStore;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

@Singleton
final class PostgresUpkeepStore implements UpkeepStore {
  private static final Condition RUNNING =
      DEPLOYMENTS_.STATUS.eq(DSL.inline(DeploymentStatus.RUNNING.name()));

  private final DSLContext database;
  private final Clock clock;

  PostgresUpkeepStore(DSLContext database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void watch(DeploymentId id, Kept before, Duration window) {
    database
        .update(DEPLOYMENTS_)
        .set(DEPLOYMENTS_.BEFORE_ID, before.deployment().value())
        .set(DEPLOYMENTS_.BEFORE_PORT, before.port())
        .set(DEPLOYMENTS_.WATCHED_UNTIL, clock.instant().plus(window))
        .where(DEPLOYMENTS_.ID.eq(id.value()))
        .execute();
  }

  @Override
  public List<Watched> watched() {
    return database
        .select(
            DEPLOYMENTS_.ID, DEPLOYMENTS_.APP_ID, DEPLOYMENTS_.OWNER_ID, DEPLOYMENTS_.WATCHED_UNTIL)
        .from(DEPLOYMENTS_)
        .where(DEPLOYMENTS_.WATCHED_UNTIL.isNotNull(), RUNNING)
        .fetch(row ->
            new Watched(
                new DeploymentId(row.value1()),
                new AppId(row.value2()),
                new UserId(row.value3()),
                Objects.requireNonNull(row.value4())));
  }

  @Override
  public Optional<DeploymentId> endWatch(AppId app) {
    return database
        .update(DEPLOYMENTS_)
        .setNull(DEPLOYMENTS_.WATCHED_UNTIL)
        .set(DEPLOYMENTS_.UPDATED_AT, clock.instant())
        .where(DEPLOYMENTS_.APP_ID.eq(app.value()), DEPLOYMENTS_.WATCHED_UNTIL.isNotNull(), RUNNING)
        .returning(DEPLOYMENTS_.ID)
        .fetchOptional(row -> new DeploymentId(row.getId()));
  }

  @Override
  public void counted(DeploymentId id, Switched switched) {
    database
        .update(DEPLOYMENTS_)
        .set(DEPLOYMENTS_.SWITCH_REQUESTS, switched.requests())
        .set(DEPLOYMENTS_.SWITCH_FAILED, switched.failed())
        .set(DEPLOYMENTS_.SWITCH_LONGEST_MS, switched.longestMillis())
        .set(DEPLOYMENTS_.UPDATED_AT, clock.instant())
        .where(DEPLOYMENTS_.ID.eq(id.value()))
        .execute();
  }

  @Override
  public boolean revive(Kept before, AppId app) {
    return database
            .update(DEPLOYMENTS_)
            .set(DEPLOYMENTS_.STATUS, DeploymentStatus.RUNNING.name())
            .setNull(DEPLOYMENTS_.ENDED_AT)
            .setNull(DEPLOYMENTS_.WATCHED_UNTIL)
            .set(DEPLOYMENTS_.UPDATED_AT, clock.instant())
            .where(
                DEPLOYMENTS_.ID.eq(before.deployment().value()),
                DEPLOYMENTS_.APP_ID.eq(app.value()),
                DEPLOYMENTS_.STATUS.eq(DeploymentStatus.STOPPED.name()))
            .execute()
        == 1;
  }

  @Override
  public List<AppId> awakeSince(Instant moment) {
    return database
        .select(DEPLOYMENTS_.APP_ID)
        .from(DEPLOYMENTS_)
        .where(
            RUNNING,
            DEPLOYMENTS_.ASLEEP.isFalse(),
            DEPLOYMENTS_.WATCHED_UNTIL.isNull(),
            DEPLOYMENTS_.UPDATED_AT.le(moment))
        .fetch(row -> new AppId(row.value1()));
  }

  @Override
  public void sleeps(DeploymentId id, boolean asleep) {
    database
        .update(DEPLOYMENTS_)
        .set(DEPLOYMENTS_.ASLEEP, asleep)
        .set(DEPLOYMENTS_.UPDATED_AT, clock.instant())
        .where(DEPLOYMENTS_.ID.eq(id.value()))
        .execute();
  }
}
