package dev.stackyn.jobs.adapters.postgres;

import static dev.stackyn.jooq.jobs.Tables.SCHEDULES;

import dev.stackyn.jobs.ports.ScheduleStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

@Singleton
final class PostgresScheduleStore implements ScheduleStore {
  private final DSLContext database;

  PostgresScheduleStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public Instant now() {
    return Objects.requireNonNull(
        database.select(DSL.currentInstant()).fetchSingle().value1(), "now");
  }

  @Override
  public void plan(String name, String rule, Instant next) {
    database
        .insertInto(SCHEDULES)
        .set(SCHEDULES.NAME, name)
        .set(SCHEDULES.RULE, rule)
        .set(SCHEDULES.NEXT_AT, next)
        .onConflict(SCHEDULES.NAME)
        .doUpdate()
        .set(SCHEDULES.RULE, rule)
        .set(SCHEDULES.NEXT_AT, next)
        .where(SCHEDULES.RULE.ne(rule))
        .execute();
  }

  @Override
  public Optional<Instant> lockDue(String name, String rule) {
    return database
        .select(DSL.currentInstant())
        .from(SCHEDULES)
        .where(
            SCHEDULES.NAME.eq(name),
            SCHEDULES.RULE.eq(rule),
            SCHEDULES.NEXT_AT.le(DSL.currentInstant()))
        .forUpdate()
        .skipLocked()
        .fetchOptional(row -> row.value1());
  }

  @Override
  public void advance(String name, Instant next) {
    database
        .update(SCHEDULES)
        .set(SCHEDULES.LAST_AT, DSL.currentInstant())
        .set(SCHEDULES.NEXT_AT, next)
        .where(SCHEDULES.NAME.eq(name))
        .execute();
  }
}
