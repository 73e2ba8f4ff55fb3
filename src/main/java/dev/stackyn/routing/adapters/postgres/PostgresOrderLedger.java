package dev.stackyn.routing.adapters.postgres;

import static dev.stackyn.jooq.routing.Tables.CERTIFICATE_ORDERS;

import dev.stackyn.routing.domain.CertifiedName;
import dev.stackyn.routing.ports.OrderLedger;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;

@Singleton
final class PostgresOrderLedger implements OrderLedger {
  private final DSLContext database;

  PostgresOrderLedger(DSLContext database) {
    this.database = database;
  }

  @Override
  public void add(CertifiedName name, Instant now) {
    database
        .insertInto(CERTIFICATE_ORDERS)
        .set(CERTIFICATE_ORDERS.NAME, name.value())
        .set(CERTIFICATE_ORDERS.ORDERED_AT, now)
        .execute();
  }

  @Override
  public List<Instant> since(Instant moment) {
    database
        .deleteFrom(CERTIFICATE_ORDERS)
        .where(CERTIFICATE_ORDERS.ORDERED_AT.le(moment))
        .execute();
    return times(CERTIFICATE_ORDERS.ORDERED_AT.gt(moment));
  }

  @Override
  public List<Instant> since(Instant moment, CertifiedName name) {
    return times(
        CERTIFICATE_ORDERS.ORDERED_AT.gt(moment).and(CERTIFICATE_ORDERS.NAME.eq(name.value())));
  }

  private List<Instant> times(Condition which) {
    return database
        .select(CERTIFICATE_ORDERS.ORDERED_AT)
        .from(CERTIFICATE_ORDERS)
        .where(which)
        .orderBy(CERTIFICATE_ORDERS.ORDERED_AT)
        .fetch(row -> row.value1());
  }
}
