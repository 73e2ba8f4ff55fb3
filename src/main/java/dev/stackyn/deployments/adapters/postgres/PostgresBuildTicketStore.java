package dev.stackyn.deployments.adapters.postgres;

import static dev.stackyn.jooq.deployments.Tables.BUILD_TICKETS;

import dev.stackyn.deployments.domain.BuildQueue.Standing;
import dev.stackyn.deployments.domain.BuildTicket;
import dev.stackyn.deployments.ports.BuildTicketStore;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

@Singleton
final class PostgresBuildTicketStore implements BuildTicketStore {
  /** Keeps our locks of engines from locks that others take on the same numbers. */
  private static final int LOCK_SPACE = 1_785_442_020;

  private static final String UPSERT =
      """
      insert into deployments.build_tickets
          (deployment_id, owner_id, engine, holder, building, at_once, first, lease_until)
      select deployment_id, owner_id, ?, holder, building, at_once, first, now() + ? * interval '1 millisecond'
      from unnest(?::bigint[], ?::uuid[], ?::uuid[], ?::boolean[], ?::int[], ?::boolean[])
          as v(deployment_id, owner_id, holder, building, at_once, first)
      where exists (select from deployments.deployments d where d.id = v.deployment_id)
      on conflict (deployment_id) do update
      set owner_id = excluded.owner_id, engine = excluded.engine, holder = excluded.holder,
          building = excluded.building, at_once = excluded.at_once, first = excluded.first,
          lease_until = excluded.lease_until
      """;

  /** A ticket that somebody else has by now is his. */
  private static final String OWN = "where build_tickets.holder = excluded.holder";

  /** Who comes back in spite of all brings his ticket with him: see {@link #renew}. */
  private static final String LAPSED =
      "delete from deployments.build_tickets where engine = ? and lease_until <= now()";

  private static final String SHOW =
      """
      update deployments.deployments d
      set queue_place = v.place, waiting_reason = v.reason, updated_at = ?::timestamptz
      from unnest(?::bigint[], ?::int[], ?::text[]) as v(id, place, reason)
      where d.id = v.id and d.status = 'BUILDING' and (d.queue_place, d.waiting_reason) is distinct from (v.place, v.reason)
      """;

  private final DSLContext database;
  private final Clock clock;

  PostgresBuildTicketStore(DSLContext database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void serialize(String engine) {
    database
        .resultQuery(
            "select pg_advisory_xact_lock({0}, {1})",
            DSL.inline(LOCK_SPACE), DSL.val(engine.hashCode()))
        .fetch();
  }

  @Override
  public void add(String engine, BuildTicket ticket, Duration lease) {
    upsert(UPSERT, engine, List.of(ticket), lease);
  }

  @Override
  public void renew(String engine, Collection<BuildTicket> tickets, Duration lease) {
    upsert(UPSERT + OWN, engine, tickets, lease);
  }

  @Override
  public List<BuildTicket> all(String engine) {
    database.execute(LAPSED, engine);
    return database
        .selectFrom(BUILD_TICKETS)
        .where(BUILD_TICKETS.ENGINE.eq(engine))
        .orderBy(BUILD_TICKETS.DEPLOYMENT_ID)
        .fetch(row ->
            new BuildTicket(
                new DeploymentId(row.getDeploymentId()),
                new UserId(row.getOwnerId()),
                row.getHolder(),
                row.getBuilding(),
                new BuildTicket.Share(row.getAtOnce(), row.getFirst())));
  }

  @Override
  public void grant(Collection<BuildTicket> tickets) {
    if (!tickets.isEmpty()) {
      database
          .update(BUILD_TICKETS)
          .set(BUILD_TICKETS.BUILDING, true)
          .where(BUILD_TICKETS.HOLDER.in(tickets.stream().map(BuildTicket::holder).toList()))
          .execute();
    }
  }

  @Override
  public void drop(BuildTicket ticket) {
    database
        .deleteFrom(BUILD_TICKETS)
        .where(
            BUILD_TICKETS.DEPLOYMENT_ID.eq(ticket.deployment().value()),
            BUILD_TICKETS.HOLDER.eq(ticket.holder()))
        .execute();
  }

  @Override
  public void show(Map<DeploymentId, Standing> waiting) {
    if (waiting.isEmpty()) {
      return;
    }
    List<Map.Entry<DeploymentId, Standing>> shown = List.copyOf(waiting.entrySet());
    database.execute(
        SHOW,
        clock.instant(),
        column(shown, entry -> entry.getKey().value(), Long[]::new),
        column(shown, entry -> entry.getValue().place(), Integer[]::new),
        column(shown, entry -> entry.getValue().reason(), String[]::new));
  }

  private void upsert(
      String statement, String engine, Collection<BuildTicket> tickets, Duration lease) {
    database.execute(
        statement,
        engine,
        lease.toMillis(),
        column(tickets, ticket -> ticket.deployment().value(), Long[]::new),
        column(tickets, ticket -> ticket.owner().value(), UUID[]::new),
        column(tickets, BuildTicket::holder, UUID[]::new),
        column(tickets, BuildTicket::building, Boolean[]::new),
        column(tickets, ticket -> ticket.share().atOnce(), Integer[]::new),
        column(tickets, ticket -> ticket.share().first(), Boolean[]::new));
  }

  private static <R, T> T[] column(
      Collection<R> rows, Function<R, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
