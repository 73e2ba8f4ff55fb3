package dev.stackyn.deployments.adapters.postgres;

import static dev.stackyn.jooq.deployments.Tables.DEPLOYMENTS_;

import dev.stackyn.deployments.domain.AppDeployments;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentOrder;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.ports.DeploymentStore;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jooq.deployments.tables.Deployments;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.data.connection.annotation.Connectable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

@Singleton
class PostgresDeploymentStore implements DeploymentStore {
  /** Keeps our locks of apps from locks that others take on the same numbers. */
  private static final int LOCK_SPACE = 1_785_442_019;

  private static final int MOST_RELEASES = 100;

  private final DSLContext database;
  private final SpecSafe safe;
  private final Clock clock;

  PostgresDeploymentStore(DSLContext database, SpecSafe safe, Clock clock) {
    this.database = database;
    this.safe = safe;
    this.clock = clock;
  }

  @Override
  public void serialize(AppId app) {
    database
        .resultQuery(
            "select pg_advisory_xact_lock({0}, {1})",
            DSL.inline(LOCK_SPACE), DSL.val(app.value().hashCode()))
        .fetch();
  }

  @Override
  public DeploymentId add(DeploymentOrder order, Optional<Deployment> release) {
    DeploySpec spec = order.spec();
    Optional<Commit> commit = release.flatMap(one -> one.made().commit());
    Long id =
        database
            .insertInto(DEPLOYMENTS_)
            .set(DEPLOYMENTS_.APP_ID, spec.app().value())
            .set(DEPLOYMENTS_.OWNER_ID, order.owner().value())
            .set(DEPLOYMENTS_.REQUESTED_BY, order.requestedBy().value())
            .set(DEPLOYMENTS_.TRIGGER, order.trigger().name())
            .set(DEPLOYMENTS_.STATUS, DeploymentStatus.PENDING.name())
            .set(DEPLOYMENTS_.SLUG, spec.slug())
            .set(DEPLOYMENTS_.HOST, first(spec.run().surroundings().hosts()))
            .set(DEPLOYMENTS_.REF, spec.source().ref().map(GitRef::name).orElse(null))
            .set(DEPLOYMENTS_.IMAGE, release.flatMap(one -> one.made().image()).orElse(null))
            .set(DEPLOYMENTS_.IMAGE_KEPT, release.isPresent())
            .set(
                DEPLOYMENTS_.RELEASE_OF,
                release.map(PostgresDeploymentStore::builder).orElseGet(() -> DSL.val((Long) null)))
            .set(DEPLOYMENTS_.COMMIT_SHA, commit.map(Commit::sha).orElse(null))
            .set(DEPLOYMENTS_.COMMIT_AUTHOR, commit.map(Commit::author).orElse(null))
            .set(DEPLOYMENTS_.COMMIT_MESSAGE, commit.map(Commit::message).orElse(null))
            .set(DEPLOYMENTS_.COMMITTED_AT, commit.map(Commit::at).orElse(null))
            .set(DEPLOYMENTS_.SPEC, safe.seal(spec))
            .returning(DEPLOYMENTS_.ID)
            .fetchSingle()
            .getId();
    return new DeploymentId(id);
  }

  @Override
  public void assign(DeploymentId id, JobId job) {
    database
        .update(DEPLOYMENTS_)
        .set(DEPLOYMENTS_.JOB_ID, job.value())
        .where(DEPLOYMENTS_.ID.eq(id.value()))
        .execute();
  }

  @Override
  public Optional<JobId> job(DeploymentId id) {
    return database
        .select(DEPLOYMENTS_.JOB_ID)
        .from(DEPLOYMENTS_)
        .where(DEPLOYMENTS_.ID.eq(id.value()), DEPLOYMENTS_.JOB_ID.isNotNull())
        .fetchOptional(row -> new JobId(row.value1()));
  }

  @Override
  @Connectable
  public Optional<Deployment> find(DeploymentId id) {
    return select(DEPLOYMENTS_.ID.eq(id.value()), 1).stream().findFirst();
  }

  @Override
  public Optional<Deployment> lock(DeploymentId id) {
    return database
        .select(Rows.FIELDS)
        .from(DEPLOYMENTS_)
        .where(DEPLOYMENTS_.ID.eq(id.value()))
        .forUpdate()
        .fetchOptional(Rows::deployment);
  }

  @Override
  public DeploySpec spec(DeploymentId id) {
    return safe.open(
        database
            .select(DEPLOYMENTS_.SPEC)
            .from(DEPLOYMENTS_)
            .where(DEPLOYMENTS_.ID.eq(id.value()))
            .fetchSingle()
            .value1());
  }

  @Override
  public Optional<DeploymentId> waiting(AppId app) {
    return only(app, DEPLOYMENTS_.STATUS.eq(DSL.inline(DeploymentStatus.PENDING.name())));
  }

  @Override
  public Optional<DeploymentId> underWay(AppId app) {
    return only(
        app,
        DEPLOYMENTS_.STATUS.in(
            DSL.inline(DeploymentStatus.BUILDING.name()),
            DSL.inline(DeploymentStatus.DEPLOYING.name())));
  }

  @Override
  public void callOff(DeploymentId waiting, String why) {
    database
        .update(DEPLOYMENTS_)
        .set(DEPLOYMENTS_.STATUS, DeploymentStatus.CANCELLED.name())
        .set(DEPLOYMENTS_.ERROR, why)
        .set(DEPLOYMENTS_.UPDATED_AT, clock.instant())
        .set(DEPLOYMENTS_.ENDED_AT, clock.instant())
        .where(
            DEPLOYMENTS_.ID.eq(waiting.value()),
            DEPLOYMENTS_.STATUS.eq(DeploymentStatus.PENDING.name()))
        .execute();
  }

  @Override
  public Optional<DeploymentId> stopRunning(AppId app) {
    return database
        .update(DEPLOYMENTS_)
        .set(DEPLOYMENTS_.STATUS, DeploymentStatus.STOPPED.name())
        .set(DEPLOYMENTS_.UPDATED_AT, clock.instant())
        .set(DEPLOYMENTS_.ENDED_AT, clock.instant())
        .where(
            DEPLOYMENTS_.APP_ID.eq(app.value()),
            DEPLOYMENTS_.STATUS.eq(DSL.inline(DeploymentStatus.RUNNING.name())))
        .returning(DEPLOYMENTS_.ID)
        .fetchOptional(row -> new DeploymentId(row.getId()));
  }

  @Override
  @Connectable
  public List<Deployment> ofApp(AppId app, int limit) {
    return select(DEPLOYMENTS_.APP_ID.eq(app.value()), limit);
  }

  @Override
  public List<Deployment> releases(AppId app) {
    return select(isRelease(app), MOST_RELEASES);
  }

  @Override
  public Optional<Deployment> lastRelease(AppId app) {
    return select(isRelease(app), 1).stream().findFirst();
  }

  @Override
  @Connectable
  public Map<AppId, AppDeployments> standings(Collection<AppId> apps) {
    if (apps.isEmpty()) {
      return Map.of();
    }
    UUID[] ids = apps.stream().map(AppId::value).toArray(UUID[]::new);
    Map<AppId, Standing> found = new HashMap<>();
    for (Record row : Rows.standings(database, ids)) {
      found.computeIfAbsent(new AppId(row.get(DEPLOYMENTS_.APP_ID)), _ -> new Standing()).add(row);
    }
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }

  @Override
  public Map<AppId, Integer> counts(Collection<AppId> apps) {
    return database
        .select(DEPLOYMENTS_.APP_ID, DSL.count())
        .from(DEPLOYMENTS_)
        .where(DEPLOYMENTS_.APP_ID.in(apps.stream().map(AppId::value).toList()))
        .groupBy(DEPLOYMENTS_.APP_ID)
        .fetch()
        .stream()
        .collect(Collectors.toMap(row -> new AppId(row.value1()), Record2::value2));
  }

  private List<Deployment> select(Condition wanted, int limit) {
    return database
        .select(Rows.FIELDS)
        .from(DEPLOYMENTS_)
        .where(wanted)
        .orderBy(DEPLOYMENTS_.ID.desc())
        .limit(limit)
        .fetch(Rows::deployment);
  }

  private Optional<DeploymentId> only(AppId app, Condition state) {
    return database
        .select(DEPLOYMENTS_.ID)
        .from(DEPLOYMENTS_)
        .where(DEPLOYMENTS_.APP_ID.eq(app.value()), state)
        .fetchOptional(row -> new DeploymentId(row.value1()));
  }

  private static Condition isRelease(AppId app) {
    return DEPLOYMENTS_
        .APP_ID
        .eq(app.value())
        .and(DEPLOYMENTS_.LIVE_AT.isNotNull())
        .and(DEPLOYMENTS_.IMAGE_KEPT);
  }

  /** Who has built the image: that one gives it its name. */
  private static Field<Long> builder(Deployment release) {
    Deployments old = DEPLOYMENTS_.as("old");
    return DSL.field(
        DSL.select(DSL.coalesce(old.RELEASE_OF, old.ID))
            .from(old)
            .where(old.ID.eq(release.id().value())));
  }

  private static @Nullable String first(List<String> hosts) {
    return hosts.isEmpty() ? null : hosts.getFirst();
  }

  /** What the rows of one app add up to. */
  private static final class Standing {
    private Optional<Deployment> open = Optional.empty();
    private Optional<Deployment> running = Optional.empty();
    private Optional<Deployment> newest = Optional.empty();
    private Optional<Instant> lastLive = Optional.empty();

    void add(Record row) {
      Deployment deployment = Rows.deployment(row);
      switch (Objects.requireNonNull(row.get(Rows.ROLE))) {
        case Rows.PRESENT -> place(deployment);
        case Rows.NEWEST -> newest = Optional.of(deployment);
        default -> lastLive = deployment.times().live();
      }
    }

    /** One that is worked on comes before one that waits. */
    private void place(Deployment deployment) {
      if (deployment.status() == DeploymentStatus.RUNNING) {
        running = Optional.of(deployment);
      } else if (open.isEmpty() || deployment.status().isUnderWay()) {
        open = Optional.of(deployment);
      }
    }

    AppDeployments sum() {
      return new AppDeployments(open, running, newest, lastLive);
    }
  }
}
