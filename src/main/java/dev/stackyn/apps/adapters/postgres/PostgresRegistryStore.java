package dev.stackyn.apps.adapters.postgres;

import static dev.stackyn.jooq.apps.Tables.REGISTRY_LOGINS;

import dev.stackyn.apps.domain.RegistryHost;
import dev.stackyn.apps.domain.SealedLogin;
import dev.stackyn.apps.ports.RegistryStore;
import dev.stackyn.jooq.apps.tables.records.RegistryLoginsRecord;
import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.SealedBytes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

@Singleton
final class PostgresRegistryStore implements RegistryStore {
  private final DSLContext database;

  PostgresRegistryStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<SealedLogin> of(Optional<AppId> app) {
    return database
        .selectFrom(REGISTRY_LOGINS)
        .where(whose(app))
        .orderBy(REGISTRY_LOGINS.HOST)
        .fetch(PostgresRegistryStore::login);
  }

  @Override
  public SealedLogin put(
      Optional<AppId> app, RegistryHost host, String user, SealedBytes password, Instant now) {
    Optional<SealedLogin> changed =
        database
            .update(REGISTRY_LOGINS)
            .set(REGISTRY_LOGINS.USERNAME, user)
            .set(REGISTRY_LOGINS.PASSWORD, password.bytes())
            .set(REGISTRY_LOGINS.UPDATED_AT, now)
            .where(whose(app), REGISTRY_LOGINS.HOST.eq(host.value()))
            .returning()
            .fetchOptional(PostgresRegistryStore::login);
    return changed.orElseGet(() ->
        database
            .insertInto(REGISTRY_LOGINS)
            .set(REGISTRY_LOGINS.APP_ID, app.map(AppId::value).orElse(null))
            .set(REGISTRY_LOGINS.HOST, host.value())
            .set(REGISTRY_LOGINS.USERNAME, user)
            .set(REGISTRY_LOGINS.PASSWORD, password.bytes())
            .set(REGISTRY_LOGINS.CREATED_AT, now)
            .set(REGISTRY_LOGINS.UPDATED_AT, now)
            .returning()
            .fetchSingle(PostgresRegistryStore::login));
  }

  @Override
  public boolean remove(Optional<AppId> app, RegistryHost host) {
    return database
            .deleteFrom(REGISTRY_LOGINS)
            .where(whose(app), REGISTRY_LOGINS.HOST.eq(host.value()))
            .execute()
        == 1;
  }

  private static Condition whose(Optional<AppId> app) {
    return app.map(one -> REGISTRY_LOGINS.APP_ID.eq(one.value()))
        .orElseGet(REGISTRY_LOGINS.APP_ID::isNull);
  }

  private static SealedLogin login(RegistryLoginsRecord row) {
    return new SealedLogin(
        new RegistryHost(row.getHost()),
        row.getUsername(),
        SealedBytes.of(row.getPassword()),
        row.getCreatedAt(),
        row.getUpdatedAt());
  }
}
