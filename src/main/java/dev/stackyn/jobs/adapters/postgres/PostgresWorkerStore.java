package dev.stackyn.jobs.adapters.postgres;

import static dev.stackyn.jooq.jobs.Tables.JOBS_;
import static dev.stackyn.jooq.jobs.Tables.WORKERS;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobStatus;
import dev.stackyn.jobs.domain.WorkerId;
import dev.stackyn.jobs.ports.WorkerStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

@Singleton
final class PostgresWorkerStore implements WorkerStore {
  private final DSLContext database;

  PostgresWorkerStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public void join(WorkerId worker, String host, Duration lease) {
    database
        .insertInto(WORKERS)
        .set(WORKERS.ID, worker.value())
        .set(WORKERS.HOST, host)
        .set(WORKERS.LEASE_UNTIL, until(lease))
        .execute();
  }

  @Override
  public boolean renew(WorkerId worker, Duration lease) {
    return database
            .update(WORKERS)
            .set(WORKERS.LEASE_UNTIL, until(lease))
            .where(WORKERS.ID.eq(worker.value()))
            .execute()
        == 1;
  }

  @Override
  public Map<JobId, Held> held(WorkerId worker) {
    return database
        .select(JOBS_.ID, JOBS_.ATTEMPT, JOBS_.CANCEL_ASKED_AT.isNotNull())
        .from(JOBS_)
        .where(JOBS_.WORKER.eq(worker.value()), JOBS_.STATUS.eq(JobStatus.RUNNING.name()))
        .fetchMap(row -> new JobId(row.value1()), row -> new Held(row.value2(), row.value3()));
  }

  @Override
  public void leave(WorkerId worker) {
    database.deleteFrom(WORKERS).where(WORKERS.ID.eq(worker.value())).execute();
  }

  @Override
  public int alive() {
    return database.fetchCount(WORKERS, WORKERS.LEASE_UNTIL.gt(DSL.currentInstant()));
  }

  private static Field<Instant> until(Duration lease) {
    return DSL.field(
        "now() + {0} * interval '1 millisecond'", Instant.class, DSL.val(lease.toMillis()));
  }
}
