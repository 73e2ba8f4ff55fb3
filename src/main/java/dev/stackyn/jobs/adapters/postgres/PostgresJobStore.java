package dev.stackyn.jobs.adapters.postgres;

import static dev.stackyn.jooq.jobs.Tables.JOBS_;

import dev.stackyn.jobs.domain.Cause;
import dev.stackyn.jobs.domain.Claim;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.Move;
import dev.stackyn.jobs.domain.Progress;
import dev.stackyn.jobs.domain.Settlement;
import dev.stackyn.jobs.domain.Tally;
import dev.stackyn.jobs.domain.WorkerId;
import dev.stackyn.jobs.ports.JobStore;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The queue in one table. What the loop does all the time is one statement over arrays, events and
 * all: a hundred jobs cost hardly more round trips than one.
 */
@Singleton
class PostgresJobStore implements JobStore {
  private static final Field<String> PAYLOAD = DSL.field("payload", String.class);
  private static final Field<Boolean> LANED = DSL.field("laned", Boolean.class);

  /** What a claim returns. Said here, it need not be asked of the database each time. */
  private static final List<Field<?>> CLAIMED =
      List.of(
          JOBS_.ID,
          JOBS_.ATTEMPT,
          JOBS_.KIND,
          PAYLOAD,
          JOBS_.OWNER_ID,
          JOBS_.COUNT,
          JOBS_.FAILURES,
          JOBS_.RETRIES,
          LANED);

  private final DSLContext database;
  private final Additions additions;

  PostgresJobStore(DSLContext database, Additions additions) {
    this.database = database;
    this.additions = additions;
  }

  @Override
  public List<JobId> add(List<Entry> entries) {
    return additions.add(entries);
  }

  @Override
  public List<Claim> claim(Room room) {
    List<JobKind> kinds = List.copyOf(room.kinds());
    database.execute(Statements.ONE_AT_A_TIME);
    return database
        .resultQuery(
            Statements.CLAIM,
            room.hands(),
            room.brief(),
            room.worker().value(),
            room.worker().actor(),
            Columns.of(kinds, String[]::new, JobKind::name),
            Columns.of(kinds, Integer[]::new, PostgresJobStore::atOnce),
            Columns.of(kinds, Boolean[]::new, JobKind::brief))
        .coerce(CLAIMED)
        .fetch(PostgresJobStore::claim);
  }

  @Override
  public Set<JobId> settle(WorkerId worker, List<Settlement> settlements) {
    database.execute(Statements.IN_PASSING);
    return Columns.ids(
        database.resultQuery(
            Statements.SETTLE,
            Columns.of(settlements, UUID[]::new, s -> s.id().value()),
            Columns.of(settlements, Integer[]::new, Settlement::attempt),
            Columns.of(settlements, String[]::new, s -> s.move().to().name()),
            Columns.of(settlements, String[]::new, s -> s.move().whenCancelled().to().name()),
            Columns.of(settlements, Integer[]::new, s -> s.move().isFailure() ? 1 : 0),
            Columns.of(settlements, Long[]::new, s -> s.outcome().rest().toMillis()),
            Columns.of(settlements, String[]::new, s -> s.why().orElse(null)),
            Columns.of(settlements, Integer[]::new, tallied(Tally::processed)),
            Columns.of(settlements, Integer[]::new, tallied(Tally::successful)),
            Columns.of(settlements, Integer[]::new, tallied(Tally::failed)),
            worker.value(),
            worker.actor()));
  }

  @Override
  public boolean hold(WorkerId worker, JobId id, int attempt) {
    return database
        .selectOne()
        .from(JOBS_)
        .where(JOBS_.ID.eq(id.value()), JOBS_.ATTEMPT.eq(attempt), JOBS_.WORKER.eq(worker.value()))
        .forShare()
        .fetchOptional()
        .isPresent();
  }

  @Override
  public Set<JobId> note(List<Progress> progress) {
    database.execute(Statements.BY_ID);
    return Columns.ids(
        database.resultQuery(
            Statements.NOTE,
            Columns.of(progress, UUID[]::new, p -> p.id().value()),
            Columns.of(progress, Integer[]::new, Progress::attempt),
            Columns.of(progress, Integer[]::new, p -> p.done().processed()),
            Columns.of(progress, Integer[]::new, p -> p.done().successful()),
            Columns.of(progress, Integer[]::new, p -> p.done().failed()),
            Columns.of(progress, String[]::new, Progress::message)));
  }

  @Override
  public boolean move(JobId id, Move move, Cause cause) {
    return !Columns.ids(
            database.resultQuery(
                Statements.MOVE,
                id.value(),
                move.from().name(),
                move.to().name(),
                cause.actor(),
                cause.why()))
        .isEmpty();
  }

  @Override
  public int ready() {
    return database.execute(Statements.READY);
  }

  @Override
  public List<JobId> takeAway() {
    return List.copyOf(Columns.ids(database.resultQuery(Statements.TAKE_AWAY)));
  }

  private static Claim claim(Record row) {
    return new Claim(
        new JobId(row.get(JOBS_.ID)),
        row.get(JOBS_.ATTEMPT),
        new Claim.Task(
            row.get(JOBS_.KIND),
            row.get(PAYLOAD),
            Optional.ofNullable(row.get(JOBS_.OWNER_ID)).map(UserId::new),
            row.get(JOBS_.COUNT)),
        new Claim.Budget(row.get(JOBS_.FAILURES), row.get(JOBS_.RETRIES)),
        row.get(LANED));
  }

  private static @Nullable Integer atOnce(JobKind kind) {
    return kind.atOnce().isPresent() ? kind.atOnce().getAsInt() : null;
  }

  private static Function<Settlement, @Nullable Integer> tallied(Function<Tally, Integer> figure) {
    return settlement -> settlement.outcome().tally().map(figure).orElse(null);
  }
}
