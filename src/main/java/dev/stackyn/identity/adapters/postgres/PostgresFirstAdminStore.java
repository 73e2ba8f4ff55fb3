package dev.stackyn.identity.adapters.postgres;

import static dev.stackyn.jooq.identity.Tables.FIRST_ADMIN;

import dev.stackyn.identity.ports.FirstAdminStore;
import jakarta.inject.Singleton;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

@Singleton
final class PostgresFirstAdminStore implements FirstAdminStore {
  private final DSLContext database;

  PostgresFirstAdminStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public boolean isMade() {
    return database.fetchExists(FIRST_ADMIN);
  }

  @Override
  public boolean claim() {
    return database
            .insertInto(FIRST_ADMIN)
            .set(FIRST_ADMIN.MADE_AT, DSL.currentInstant())
            .onConflictDoNothing()
            .execute()
        == 1;
  }
}
