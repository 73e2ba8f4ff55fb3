package dev.stackyn.deployments.adapters.postgres;

import static dev.stackyn.jooq.deployments.Tables.DEPLOYMENTS_;

import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.Deployment.Made;
import dev.stackyn.deployments.domain.Deployment.Problem;
import dev.stackyn.deployments.domain.Deployment.Queued;
import dev.stackyn.deployments.domain.Deployment.Service;
import dev.stackyn.deployments.domain.Deployment.Switched;
import dev.stackyn.deployments.domain.Deployment.Times;
import dev.stackyn.deployments.domain.Deployment.Watch;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.Kept;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQL;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** How a deployment stands in its row; what it carries stays there. */
final class Rows {
  static final List<Field<?>> FIELDS =
      Stream.of(DEPLOYMENTS_.fields())
          .filter(field -> !field.equals(DEPLOYMENTS_.SPEC))
          .<Field<?>>map(field -> field)
          .toList();

  /** Why a row is among an app's standings. */
  static final Field<String> ROLE = DSL.field(DSL.name("role"), SQLDataType.VARCHAR);

  static final String PRESENT = "present";
  static final String NEWEST = "newest";

  /** The same of a table that is called d. */
  static final String COLUMNS =
      FIELDS.stream().map(field -> "d." + field.getName()).collect(Collectors.joining(", "));

  private static final List<Field<?>> WITH_ROLE = with(ROLE);

  /** Long and asked for all the time: what is fixed is not searched for parameters each time. */
  private static final SQL STANDINGS =
      DSL.raw(
          """
          select %1$s, 'present'
          from a join deployments.deployments d on d.app_id = a.app
          where d.status in ('PENDING', 'BUILDING', 'DEPLOYING', 'RUNNING')
          union all
          select %1$s, 'newest'
          from a cross join lateral (
            select * from deployments.deployments n where n.app_id = a.app order by n.id desc limit 1) d
          union all
          select %1$s, 'live'
          from a cross join lateral (
            select * from deployments.deployments l
            where l.app_id = a.app and l.live_at is not null order by l.id desc limit 1) d
          """
              .formatted(COLUMNS));

  private Rows() {}

  /** What a statement selects that goes on after the columns. */
  static List<Field<?>> with(Field<?>... more) {
    return Stream.concat(FIELDS.stream(), Stream.of(more)).toList();
  }

  /** Of each app a handful of rows by indexes, however many it has had. */
  static ResultQuery<Record> standings(DSLContext database, UUID[] apps) {
    return database
        .resultQuery("with a as (select unnest({0}) as app) {1}", DSL.val(apps), STANDINGS)
        .coerce(WITH_ROLE);
  }

  static Deployment deployment(Record row) {
    DeploymentId id = new DeploymentId(row.get(DEPLOYMENTS_.ID));
    return new Deployment(
        id,
        new AppId(row.get(DEPLOYMENTS_.APP_ID)),
        new UserId(row.get(DEPLOYMENTS_.OWNER_ID)),
        Trigger.valueOf(row.get(DEPLOYMENTS_.TRIGGER)),
        DeploymentStatus.valueOf(row.get(DEPLOYMENTS_.STATUS)),
        text(row, DEPLOYMENTS_.PHASE).map(Phase::valueOf),
        Optional.ofNullable(row.get(DEPLOYMENTS_.QUEUE_PLACE))
            .map(place -> new Queued(place, text(row, DEPLOYMENTS_.WAITING_REASON).orElse(""))),
        made(row),
        problem(row),
        times(row),
        service(row));
  }

  /** Only what runs is watched, or sleeps. */
  private static Service service(Record row) {
    boolean runs = DeploymentStatus.RUNNING.name().equals(row.get(DEPLOYMENTS_.STATUS));
    return new Service(
        Optional.ofNullable(row.get(DEPLOYMENTS_.WATCHED_UNTIL))
            .filter(_ -> runs)
            .map(until ->
                new Watch(
                    new Kept(
                        new DeploymentId(row.get(DEPLOYMENTS_.BEFORE_ID)),
                        row.get(DEPLOYMENTS_.BEFORE_PORT)),
                    until)),
        Optional.ofNullable(row.get(DEPLOYMENTS_.SWITCH_REQUESTS))
            .map(requests ->
                new Switched(
                    requests,
                    row.get(DEPLOYMENTS_.SWITCH_FAILED),
                    row.get(DEPLOYMENTS_.SWITCH_LONGEST_MS))),
        runs && Boolean.TRUE.equals(row.get(DEPLOYMENTS_.ASLEEP)));
  }

  private static Made made(Record row) {
    return new Made(
        text(row, DEPLOYMENTS_.REF),
        text(row, DEPLOYMENTS_.COMMIT_SHA).map(sha -> commit(sha, row)),
        text(row, DEPLOYMENTS_.IMAGE),
        text(row, DEPLOYMENTS_.IMAGE).map(_ -> imageName(row)),
        Objects.requireNonNull(row.get(DEPLOYMENTS_.IMAGE_KEPT)),
        text(row, DEPLOYMENTS_.CONTAINER),
        text(row, DEPLOYMENTS_.HOST));
  }

  private static String imageName(Record row) {
    long builder =
        Optional.ofNullable(row.get(DEPLOYMENTS_.RELEASE_OF))
            .orElseGet(() -> row.get(DEPLOYMENTS_.ID));
    return "stackyn/%s:%d".formatted(row.get(DEPLOYMENTS_.SLUG), builder);
  }

  private static Commit commit(String sha, Record row) {
    return new Commit(
        sha,
        text(row, DEPLOYMENTS_.COMMIT_AUTHOR).orElse(""),
        text(row, DEPLOYMENTS_.COMMIT_MESSAGE).orElse(""),
        Objects.requireNonNull(row.get(DEPLOYMENTS_.COMMITTED_AT)));
  }

  /** One that was called off has a reason and no code: nothing is wrong with it. */
  private static Optional<Problem> problem(Record row) {
    return text(row, DEPLOYMENTS_.ERROR_CODE)
        .map(code ->
            new Problem(DeployCode.valueOf(code), text(row, DEPLOYMENTS_.ERROR).orElse("")));
  }

  private static Times times(Record row) {
    return new Times(
        Objects.requireNonNull(row.get(DEPLOYMENTS_.CREATED_AT)),
        Objects.requireNonNull(row.get(DEPLOYMENTS_.UPDATED_AT)),
        Optional.ofNullable(row.get(DEPLOYMENTS_.BEGUN_AT)),
        Optional.ofNullable(row.get(DEPLOYMENTS_.LIVE_AT)),
        Optional.ofNullable(row.get(DEPLOYMENTS_.ENDED_AT)));
  }

  private static Optional<String> text(Record row, Field<String> field) {
    return Optional.ofNullable(row.get(field));
  }
}
