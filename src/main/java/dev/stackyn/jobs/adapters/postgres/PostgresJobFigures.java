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
  private final DSLContext database;

  PostgresJobFigures(DSLContext database) {
    this.database = database;
  }

  @Override
  public QueueStats queue(Optional<UserId> owner) {
    @Nullable UUID id = owner.map(UserId::value).orElse(null);
    Record row = only(database.resultQuery(Statements.QUEUE, id));
    return new QueueStats(number(row, 0), number(row, 1), number(row, 2), number(row, 3));
  }

  @Override
  public Ended ended(Optional<UserId> owner) {
    Record row =
        only(
            owner.isPresent()
                ? database.resultQuery(Statements.ENDED_OF_ONE, owner.get().value())
                : database.resultQuery(Statements.ENDED));
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
