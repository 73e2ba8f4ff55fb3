package dev.stackyn.deployments.adapters.postgres;

import dev.stackyn.deployments.ports.InstanceStore;
import dev.stackyn.jooq.deployments.Tables;
import io.micronaut.data.connection.annotation.Connectable;
import jakarta.inject.Singleton;
import org.jooq.DSLContext;

@Singleton
class PostgresInstanceStore implements InstanceStore {
  private final DSLContext database;

  PostgresInstanceStore(DSLContext database) {
    this.database = database;
  }

  @Override
  @Connectable
  public String instance() {
    return database
        .select(Tables.INSTANCE.ID)
        .from(Tables.INSTANCE)
        .fetchSingle()
        .value1()
        .toString();
  }
}
