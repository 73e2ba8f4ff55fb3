package dev.stackyn.apps.adapters.postgres;

import static dev.stackyn.jooq.apps.Tables.APPS_;

import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.ports.AppStore;
import dev.stackyn.jooq.apps.tables.records.AppsRecord;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.SealedBytes;
import io.micronaut.data.connection.annotation.Connectable;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

@Singleton
class PostgresAppStore implements AppStore {
  /** Keeps our locks of owners from locks that others take on the same numbers. */
  private static final int LOCK_SPACE = 1_097_888_627;

  private final DSLContext database;
  private final Rows rows;

  PostgresAppStore(DSLContext database, Rows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public boolean add(App app) {
    AppsRecord row = rows.row(app);
    row.setId(app.id().value());
    row.setOwnerId(app.owner().value());
    row.setSlug(app.slug().value());
    row.setCreatedAt(app.dates().createdAt());
    return database.insertInto(APPS_).set(row).onConflict(APPS_.SLUG).doNothing().execute() == 1;
  }

  @Override
  @Connectable
  public Optional<App> find(AppId id) {
    return database
        .select(Rows.FIELDS)
        .from(APPS_)
        .where(APPS_.ID.eq(id.value()))
        .fetchOptionalInto(APPS_)
        .map(rows::app);
  }

  @Override
  public Optional<App> lock(AppId id) {
    return database
        .select(Rows.FIELDS)
        .from(APPS_)
        .where(APPS_.ID.eq(id.value()))
        .forUpdate()
        .fetchOptionalInto(APPS_)
        .map(rows::app);
  }

  @Override
  public void save(App app) {
    database.update(APPS_).set(rows.row(app)).where(APPS_.ID.eq(app.id().value())).execute();
  }

  @Override
  public void remove(AppId id) {
    database.deleteFrom(APPS_).where(APPS_.ID.eq(id.value())).execute();
  }

  @Override
  public Optional<SealedBytes> credential(AppId id) {
    return database
        .select(APPS_.CREDENTIAL)
        .from(APPS_)
        .where(APPS_.ID.eq(id.value()), APPS_.CREDENTIAL.isNotNull())
        .fetchOptional(row -> SealedBytes.of(row.value1()));
  }

  @Override
  public void keep(AppId id, Optional<SealedBytes> credential) {
    database
        .update(APPS_)
        .set(APPS_.CREDENTIAL, credential.map(SealedBytes::bytes).orElse(null))
        .where(APPS_.ID.eq(id.value()))
        .execute();
  }

  @Override
  public void serialize(UserId owner) {
    database
        .resultQuery(
            "select pg_advisory_xact_lock({0}, {1})",
            DSL.inline(LOCK_SPACE), DSL.val(owner.value().hashCode()))
        .fetch();
  }
}
