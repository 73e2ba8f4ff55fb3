package dev.stackyn.routing.adapters.postgres;

import static dev.stackyn.jooq.routing.Tables.ROUTERS;

import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.ports.RouterRegister;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

@Singleton
final class PostgresRouterRegister implements RouterRegister {
  /** Three reports of {@code RouteWatch}, which makes one every five seconds at least. */
  private static final int SILENT_SECONDS = 15;

  private final DSLContext database;
  private final UUID me;

  PostgresRouterRegister(DSLContext database, ThisRouter router) {
    this.database = database;
    this.me = router.id();
  }

  @Override
  public void report(long revision, Set<Backend> busy) {
    String[] addresses =
        busy.stream()
            .map(backend -> backend.address().getHostAddress())
            .distinct()
            .toArray(String[]::new);
    database
        .insertInto(ROUTERS)
        .set(ROUTERS.ID, me)
        .set(ROUTERS.REVISION, revision)
        .set(ROUTERS.BUSY, addresses)
        .onConflict(ROUTERS.ID)
        .doUpdate()
        .set(ROUTERS.REVISION, revision)
        .set(ROUTERS.BUSY, addresses)
        .set(ROUTERS.SEEN_AT, DSL.currentInstant())
        .execute();
    database.deleteFrom(ROUTERS).where(ROUTERS.SEEN_AT.lt(silence())).execute();
  }

  /** The row is the one of the reports; it may come a moment later than this. */
  @Override
  public void follow(long certificates) {
    database
        .update(ROUTERS)
        .set(ROUTERS.CERTIFICATES, certificates)
        .where(ROUTERS.ID.eq(me))
        .execute();
  }

  @Override
  public boolean allFollow(long certificates) {
    return !database.fetchExists(
        ROUTERS, ROUTERS.SEEN_AT.ge(silence()), ROUTERS.CERTIFICATES.lt(certificates));
  }

  @Override
  public void leave() {
    database.deleteFrom(ROUTERS).where(ROUTERS.ID.eq(me)).execute();
  }

  @Override
  public boolean isQuiet(InetAddress address, long revision) {
    return !database.fetchExists(
        ROUTERS,
        ROUTERS.ID.ne(me),
        ROUTERS.SEEN_AT.ge(silence()),
        ROUTERS
            .REVISION
            .lt(revision)
            .or(DSL.val(address.getHostAddress()).eq(DSL.any(ROUTERS.BUSY))));
  }

  private static Field<Instant> silence() {
    return DSL.currentInstant().minus(DayToSecond.valueOf(SILENT_SECONDS * 1_000.0));
  }
}
