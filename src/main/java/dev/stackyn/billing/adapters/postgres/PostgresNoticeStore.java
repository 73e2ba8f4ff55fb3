package dev.stackyn.billing.adapters.postgres;

import static dev.stackyn.jooq.billing.Tables.WEBHOOK_EVENTS;

import dev.stackyn.billing.ports.NoticeStore;
import dev.stackyn.identity.domain.Hash;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jooq.DSLContext;

@Singleton
final class PostgresNoticeStore implements NoticeStore {
  private final DSLContext database;

  PostgresNoticeStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public boolean claim(Hash hash, Instant now) {
    return database
            .insertInto(WEBHOOK_EVENTS)
            .set(WEBHOOK_EVENTS.HASH, hash.bytes())
            .set(WEBHOOK_EVENTS.RECEIVED_AT, now)
            .onConflict(WEBHOOK_EVENTS.HASH)
            .doNothing()
            .execute()
        == 1;
  }

  @Override
  public void forgetBefore(Instant moment) {
    database.deleteFrom(WEBHOOK_EVENTS).where(WEBHOOK_EVENTS.RECEIVED_AT.lt(moment)).execute();
  }
}
