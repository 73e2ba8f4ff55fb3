package dev.stackyn.jobs.adapters.postgres;

import static dev.stackyn.jooq.jobs.Tables.JOBS_;
import static dev.stackyn.jooq.jobs.Tables.JOB_EVENTS;

import dev.stackyn.jobs.domain.Cause;
import dev.stackyn.jobs.domain.Job;
import dev.stackyn.jobs.domain.JobEvent;
import dev.stackyn.jobs.domain.JobFilter;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobOrder;
import dev.stackyn.jobs.domain.JobQuery;
import dev.stackyn.jobs.domain.JobStatus;
import dev.stackyn.jobs.domain.Tally;
import dev.stackyn.jobs.ports.JobRecords;
import dev.stackyn.jooq.jobs.tables.records.JobEventsRecord;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;

@Singleton
final class PostgresJobRecords implements JobRecords {
  /** All that is shown; payloads may be large, and are not. */
  private static final List<SelectField<?>> SHOWN =
      List.of(
          JOBS_.ID,
          JOBS_.KIND,
          JOBS_.OWNER_ID,
          JOBS_.PRIORITY,
          JOBS_.COUNT,
          JOBS_.RETRIES,
          JOBS_.FACTS,
          JOBS_.STATUS,
          JOBS_.ATTEMPT,
          JOBS_.CANCEL_ASKED_AT,
          JOBS_.MESSAGE,
          JOBS_.ERROR,
          JOBS_.PROCESSED,
          JOBS_.SUCCESSFUL,
          JOBS_.FAILED,
          JOBS_.CREATED_AT,
          JOBS_.UPDATED_AT,
          JOBS_.STARTED_AT,
          JOBS_.COMPLETED_AT);

  private final DSLContext database;
  private final JsonText json;

  PostgresJobRecords(DSLContext database, JsonText json) {
    this.database = database;
    this.json = json;
  }

  @Override
  public List<Job> find(Collection<JobId> ids) {
    return database
        .select(SHOWN)
        .from(JOBS_)
        .where(JOBS_.ID.in(ids.stream().map(JobId::value).toList()))
        .fetch(this::job);
  }

  @Override
  public Optional<Job> lock(JobId id) {
    return database
        .select(SHOWN)
        .from(JOBS_)
        .where(JOBS_.ID.eq(id.value()))
        .forUpdate()
        .fetchOptional(this::job);
  }

  @Override
  public boolean askToCancel(JobId id, Cause cause) {
    return database.execute(Statements.ASK_TO_CANCEL, id.value(), cause.actor(), cause.why()) == 1;
  }

  @Override
  public List<Job> list(JobQuery query) {
    return database
        .select(SHOWN)
        .from(JOBS_)
        .where(condition(query.filter()))
        .orderBy(query.order() == JobOrder.NEWEST ? JOBS_.ID.desc() : JOBS_.ID.asc())
        .limit(query.limit())
        .offset(query.offset())
        .fetch(this::job);
  }

  @Override
  public long count(JobFilter filter, int most) {
    return database.fetchCount(DSL.selectOne().from(JOBS_).where(condition(filter)).limit(most));
  }

  @Override
  public List<JobEvent> events(JobId id, long after, int most) {
    return database
        .selectFrom(JOB_EVENTS)
        .where(JOB_EVENTS.JOB_ID.eq(id.value()), JOB_EVENTS.ID.gt(after))
        .orderBy(JOB_EVENTS.ID)
        .limit(most)
        .fetch(PostgresJobRecords::event);
  }

  @Override
  public int prune(Duration age, int most) {
    return database.execute(Statements.PRUNE, age.toMillis(), most);
  }

  private static Condition condition(JobFilter filter) {
    return DSL.and(
        filter.owner().map(owner -> JOBS_.OWNER_ID.eq(owner.value())).orElse(DSL.noCondition()),
        filter.status().map(PostgresJobRecords::isIn).orElse(DSL.noCondition()),
        filter.priority().map(JOBS_.PRIORITY::eq).orElse(DSL.noCondition()),
        filter.kind().map(JOBS_.KIND::eq).orElse(DSL.noCondition()));
  }

  /** Written out, not bound: the partial indexes are found by it. */
  private static Condition isIn(JobStatus status) {
    Field<String> word = DSL.inline(status.name());
    return JOBS_.STATUS.eq(word);
  }

  private Job job(Record row) {
    return new Job(
        new JobId(row.get(JOBS_.ID)),
        new Job.Order(
            row.get(JOBS_.KIND),
            Optional.ofNullable(row.get(JOBS_.OWNER_ID)).map(UserId::new),
            row.get(JOBS_.PRIORITY),
            row.get(JOBS_.COUNT),
            row.get(JOBS_.RETRIES),
            json.read(row.get(JOBS_.FACTS).data())),
        new Job.State(
            JobStatus.valueOf(row.get(JOBS_.STATUS)),
            row.get(JOBS_.ATTEMPT),
            row.get(JOBS_.CANCEL_ASKED_AT) != null,
            Optional.ofNullable(row.get(JOBS_.MESSAGE)).filter(text -> !text.isEmpty()),
            Optional.ofNullable(row.get(JOBS_.ERROR))),
        new Tally(row.get(JOBS_.PROCESSED), row.get(JOBS_.SUCCESSFUL), row.get(JOBS_.FAILED)),
        new Job.Dates(
            row.get(JOBS_.CREATED_AT),
            row.get(JOBS_.UPDATED_AT),
            Optional.ofNullable(row.get(JOBS_.STARTED_AT)),
            Optional.ofNullable(row.get(JOBS_.COMPLETED_AT))));
  }

  private static JobEvent event(JobEventsRecord row) {
    return new JobEvent(
        row.getId(),
        row.getAt(),
        row.getActor(),
        Optional.ofNullable(row.getFromStatus()).map(JobStatus::valueOf),
        JobStatus.valueOf(row.getToStatus()),
        row.getAttempt(),
        Optional.ofNullable(row.getWhy()));
  }
}
