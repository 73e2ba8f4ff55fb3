package dev.stackyn.routing.adapters.postgres;

import static dev.stackyn.jooq.routing.Tables.ROUTERS;
import static dev.stackyn.jooq.routing.Tables.TALLIES;
import static dev.stackyn.jooq.routing.Tables.VISITS;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Counted;
import dev.stackyn.routing.domain.Tally;
import dev.stackyn.routing.domain.Turnover;
import dev.stackyn.routing.ports.VisitLog;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

@Singleton
final class PostgresVisitLog implements VisitLog {
  private final DSLContext database;
  private final UUID me;

  PostgresVisitLog(DSLContext database, ThisRouter router) {
    this.database = database;
    this.me = router.id();
  }

  @Override
  public void visited(Set<AppId> apps) {
    UUID[] ids = apps.stream().map(AppId::value).sorted().toArray(UUID[]::new);
    // In one order wherever it is done: two routers that say so at once wait for each other.
    database.execute(
        "insert into routing.visits (app_id) select id from unnest({0}) as id order by id"
            + " on conflict (app_id) do update set at = now()",
        DSL.val(ids));
  }

  @Override
  public Set<AppId> visitedWithin(Duration time) {
    return database
        .select(VISITS.APP_ID)
        .from(VISITS)
        .where(VISITS.AT.gt(DSL.currentInstant().minus(DayToSecond.valueOf(time))))
        .fetchSet(row -> new AppId(row.value1()));
  }

  @Override
  public void tell(Map<AppId, Counted> counted) {
    database
        .deleteFrom(TALLIES)
        .where(
            TALLIES.ROUTER.eq(me),
            TALLIES.APP_ID.notIn(counted.keySet().stream().map(AppId::value).toList()))
        .execute();
    counted.forEach((app, count) ->
        database
            .insertInto(TALLIES)
            .set(TALLIES.ROUTER, me)
            .set(TALLIES.APP_ID, app.value())
            .set(TALLIES.ADDRESS, count.backend().address().getHostAddress())
            .set(TALLIES.PORT, count.backend().port())
            .set(TALLIES.COUNTS, numbers(count.turnover()))
            .onConflict(TALLIES.ROUTER, TALLIES.APP_ID)
            .doUpdate()
            .setAllToExcluded()
            .execute());
  }

  @Override
  public Turnover elsewhere(AppId app, Backend backend) {
    return database
        .select(TALLIES.COUNTS)
        .from(TALLIES)
        .join(ROUTERS)
        .on(ROUTERS.ID.eq(TALLIES.ROUTER))
        .where(
            TALLIES.APP_ID.eq(app.value()),
            TALLIES.ROUTER.ne(me),
            TALLIES.ADDRESS.eq(backend.address().getHostAddress()),
            TALLIES.PORT.eq(backend.port()))
        .fetch(row -> turnover(row.value1()))
        .stream()
        .reduce(Turnover.NONE, Turnover::plus);
  }

  private static Long[] numbers(Turnover turnover) {
    return Stream.of(turnover.fresh(), turnover.late(), turnover.before())
        .flatMap(tally ->
            Stream.of(tally.requests(), tally.failed(), tally.errors(), tally.longestMillis()))
        .toArray(Long[]::new);
  }

  private static Turnover turnover(Long[] numbers) {
    return new Turnover(tally(numbers, 0), tally(numbers, 4), tally(numbers, 8));
  }

  private static Tally tally(Long[] numbers, int from) {
    return new Tally(numbers[from], numbers[from + 1], numbers[from + 2], numbers[from + 3]);
  }
}
