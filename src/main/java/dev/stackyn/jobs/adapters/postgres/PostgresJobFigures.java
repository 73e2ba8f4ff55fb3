package dev.stackyn.jobs.adapters.postgres;

import dev.stackyn.jobs.domain.QueueStats;
import dev.stackyn.jobs.ports.JobFigures;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;

@Singleton
final class PostgresJobFigures implements JobFigures {
  /** Three partial indexes hold what waits and what runs, and nothing else. */
  private static final String QUEUE =
      """
      with v as (select ?::uuid as owner),
      waiting as (
        select priority from v, jobs.jobs where status = 'PENDING' and ready and (owner is null or owner_id = owner)
        union all
        select priority from v, jobs.jobs where status = 'PENDING' and not ready and (owner is null or owner_id = owner)
      )
      select count(*) filter (where priority >= 2),
             count(*) filter (where priority = 1),
             count(*) filter (where priority <= 0),
             (select count(*) from v, jobs.jobs where status = 'RUNNING' and (owner is null or owner_id = owner))
      from waiting
      """;

  /** All that ended are an index's whole length; those who ended badly are another's, and few. */
  private static final String ENDED =
      """
      select (select count(*) from jobs.jobs where completed_at is not null),
             (select count(*) from jobs.jobs where status = 'FAILED'),
             (select count(*) from jobs.jobs where status = 'CANCELLED')
      """;

  private static final String ENDED_OF_ONE =
      """
      select count(*), count(*) filter (where status = 'FAILED'), count(*) filter (where status = 'CANCELLED')
      from jobs.jobs
      where owner_id = ?::uuid and completed_at is not null
      """;

  private final DSLContext database;

  PostgresJobFigures(DSLContext database) {
    this.database = database;
  }

  @Override
  public QueueStats queue(Optional<UserId> owner) {
    @Nullable UUID id = owner.map(UserId::value).orElse(null);
    Record row = only(database.resultQuery(QUEUE, id));
    return new QueueStats(number(row, 0), number(row, 1), number(row, 2), number(row, 3));
  }

  @Override
  public Ended ended(Optional<UserId> owner) {
    Record row =
        only(
            owner.isPresent()
                ? database.resultQuery(ENDED_OF_ONE, owner.get().value())
                : database.resultQuery(ENDED));
    long failed = number(row, 1);
    long cancelled = number(row, 2);
    return new Ended(number(row, 0) - failed - cancelled, failed, cancelled);
  }

  private static Record only(ResultQuery<Record> query) {
    return Objects.requireNonNull(query.fetchOne(), "counting gives one row");
  }

  private static long number(Record row, int column) {
    return Objects.requireNonNull(row.get(column, Long.class), "a count");
  }
}
