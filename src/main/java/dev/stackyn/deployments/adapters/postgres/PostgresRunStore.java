package dev.stackyn.deployments.adapters.postgres;

import static dev.stackyn.jooq.deployments.Tables.DEPLOYMENTS_;

import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.deployments.ports.RunStore;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jooq.deployments.tables.records.DeploymentsRecord;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;

@Singleton
final class PostgresRunStore implements RunStore {
  private static final int LONGEST_AUTHOR = 1_000;
  private static final int LONGEST_TEXT = 10_000;

  /**
   * Images that serve nobody, beyond the newest of those that did: a deployment that goes back to
   * an image makes it new again.
   */
  private static final String OUTDATED =
      """
      select image
      from (
        select image, row_number() over (order by max(id) desc) as age,
               bool_or(status in ('PENDING', 'BUILDING', 'DEPLOYING', 'RUNNING')) as used
        from deployments.deployments
        where app_id = ?::uuid and image_kept
        group by image) images
      where age > ? and not used
      """;

  private final DSLContext database;
  private final Clock clock;

  PostgresRunStore(DSLContext database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void begin(DeploymentId id, int attempt) {
    Instant now = clock.instant();
    execute(
        id,
        change()
            .set(DEPLOYMENTS_.ATTEMPT, attempt)
            .set(DEPLOYMENTS_.BEGUN_AT, DSL.coalesce(DEPLOYMENTS_.BEGUN_AT, now)));
  }

  @Override
  public void enter(DeploymentId id, DeploymentStatus status, Phase phase) {
    execute(
        id, change().set(DEPLOYMENTS_.STATUS, status.name()).set(DEPLOYMENTS_.PHASE, phase.name()));
  }

  @Override
  public void fetched(DeploymentId id, Commit commit) {
    execute(
        id,
        change()
            .set(DEPLOYMENTS_.COMMIT_SHA, commit.sha())
            .set(DEPLOYMENTS_.COMMIT_AUTHOR, text(commit.author(), LONGEST_AUTHOR))
            .set(DEPLOYMENTS_.COMMIT_MESSAGE, text(commit.message(), LONGEST_TEXT))
            .set(DEPLOYMENTS_.COMMITTED_AT, commit.at()));
  }

  @Override
  public void built(DeploymentId id, String image) {
    execute(id, change().set(DEPLOYMENTS_.IMAGE, image).set(DEPLOYMENTS_.IMAGE_KEPT, Boolean.TRUE));
  }

  @Override
  public void started(DeploymentId id, String container) {
    execute(id, change().set(DEPLOYMENTS_.CONTAINER, container));
  }

  @Override
  public void live(DeploymentId id, AppId app) {
    Instant now = clock.instant();
    change()
        .set(DEPLOYMENTS_.STATUS, DeploymentStatus.STOPPED.name())
        .set(DEPLOYMENTS_.ENDED_AT, now)
        .where(
            DEPLOYMENTS_.APP_ID.eq(app.value()),
            DEPLOYMENTS_.STATUS.eq(DSL.inline(DeploymentStatus.RUNNING.name())),
            DEPLOYMENTS_.ID.ne(id.value()))
        .execute();
    execute(
        id,
        change()
            .set(DEPLOYMENTS_.STATUS, DeploymentStatus.RUNNING.name())
            .set(DEPLOYMENTS_.LIVE_AT, now)
            .set(DEPLOYMENTS_.ASLEEP, Boolean.FALSE));
  }

  @Override
  public void postpone(DeploymentId id) {
    execute(id, change().set(DEPLOYMENTS_.STATUS, DeploymentStatus.PENDING.name()));
  }

  @Override
  public void fail(DeploymentId id, DeployCode code, String message) {
    execute(
        id,
        change()
            .set(DEPLOYMENTS_.STATUS, DeploymentStatus.FAILED.name())
            .set(DEPLOYMENTS_.ERROR_CODE, code.name())
            .set(DEPLOYMENTS_.ERROR, text(message, LONGEST_TEXT))
            .set(DEPLOYMENTS_.IMAGE_KEPT, Boolean.FALSE)
            .set(DEPLOYMENTS_.ENDED_AT, clock.instant()));
  }

  @Override
  public void cancel(DeploymentId id, String why) {
    execute(
        id,
        change()
            .set(DEPLOYMENTS_.STATUS, DeploymentStatus.CANCELLED.name())
            .set(DEPLOYMENTS_.ERROR, text(why, LONGEST_TEXT))
            .set(DEPLOYMENTS_.IMAGE_KEPT, Boolean.FALSE)
            .set(DEPLOYMENTS_.ENDED_AT, clock.instant()));
  }

  @Override
  public List<String> outdatedImages(AppId app, int keep) {
    return database
        .resultQuery(OUTDATED, app.value(), keep)
        .coerce(DEPLOYMENTS_.IMAGE)
        .fetch(row -> row.value1());
  }

  @Override
  public void imageGone(AppId app, String image) {
    change()
        .set(DEPLOYMENTS_.IMAGE_KEPT, Boolean.FALSE)
        .where(DEPLOYMENTS_.APP_ID.eq(app.value()), DEPLOYMENTS_.IMAGE.eq(image))
        .execute();
  }

  @Override
  public List<Serving> serving() {
    return database
        .select(DEPLOYMENTS_.ID, DEPLOYMENTS_.APP_ID, DEPLOYMENTS_.OWNER_ID, DEPLOYMENTS_.CONTAINER)
        .from(DEPLOYMENTS_)
        .where(
            DEPLOYMENTS_.STATUS.eq(DSL.inline(DeploymentStatus.RUNNING.name())),
            DEPLOYMENTS_.WATCHED_UNTIL.isNull(),
            DEPLOYMENTS_.ASLEEP.isFalse())
        .fetch(row ->
            new Serving(
                new DeploymentId(row.value1()),
                new AppId(row.value2()),
                new UserId(row.value3()),
                Optional.ofNullable(row.value4())));
  }

  @Override
  public List<Stray> open() {
    return database
        .select(DEPLOYMENTS_.ID, DEPLOYMENTS_.APP_ID, DEPLOYMENTS_.JOB_ID)
        .from(DEPLOYMENTS_)
        .where(
            DEPLOYMENTS_.STATUS.in(
                DSL.inline(DeploymentStatus.PENDING.name()),
                DSL.inline(DeploymentStatus.BUILDING.name()),
                DSL.inline(DeploymentStatus.DEPLOYING.name())))
        .fetch(row ->
            new Stray(
                new DeploymentId(row.value1()),
                new AppId(row.value2()),
                Optional.ofNullable(row.value3()).map(JobId::new)));
  }

  @Override
  public void forget(AppId app) {
    database.deleteFrom(DEPLOYMENTS_).where(DEPLOYMENTS_.APP_ID.eq(app.value())).execute();
  }

  @Override
  public Optional<DeploymentId> newest(AppId app) {
    return database
        .select(DEPLOYMENTS_.ID)
        .from(DEPLOYMENTS_)
        .where(DEPLOYMENTS_.APP_ID.eq(app.value()))
        .orderBy(DEPLOYMENTS_.ID.desc())
        .limit(1)
        .fetchOptional(row -> new DeploymentId(row.value1()));
  }

  /** Whatever happens to it, it stands in no line any more: while it does, nothing happens. */
  private UpdateSetMoreStep<DeploymentsRecord> change() {
    return database
        .update(DEPLOYMENTS_)
        .set(DEPLOYMENTS_.UPDATED_AT, clock.instant())
        .setNull(DEPLOYMENTS_.QUEUE_PLACE)
        .setNull(DEPLOYMENTS_.WAITING_REASON);
  }

  private static void execute(DeploymentId id, UpdateSetMoreStep<DeploymentsRecord> change) {
    if (change.where(DEPLOYMENTS_.ID.eq(id.value())).execute() != 1) {
      throw new IllegalStateException("deployment " + id + " is gone");
    }
  }

  private static String text(String text, int most) {
    String plain = text.replace("\0", "");
    return plain.length() <= most ? plain : plain.substring(0, most - 1) + "…";
  }
}
