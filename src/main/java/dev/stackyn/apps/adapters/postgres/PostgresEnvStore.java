package dev.stackyn.apps.adapters.postgres;

import static dev.stackyn.jooq.apps.Tables.ENV_VARS;

import dev.stackyn.apps.domain.EnvKey;
import dev.stackyn.apps.domain.EnvVar;
import dev.stackyn.apps.domain.SealedVar;
import dev.stackyn.apps.ports.EnvStore;
import dev.stackyn.jooq.apps.tables.records.EnvVarsRecord;
import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.SealedBytes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

@Singleton
final class PostgresEnvStore implements EnvStore {
  private final DSLContext database;

  PostgresEnvStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<SealedVar> of(AppId app) {
    return database
        .selectFrom(ENV_VARS)
        .where(ENV_VARS.APP_ID.eq(app.value()))
        .orderBy(ENV_VARS.ID.desc())
        .fetch(PostgresEnvStore::variable);
  }

  @Override
  public Set<EnvKey> keys(AppId app) {
    return database
        .select(ENV_VARS.KEY)
        .from(ENV_VARS)
        .where(ENV_VARS.APP_ID.eq(app.value()))
        .fetchSet(row -> new EnvKey(row.value1()));
  }

  @Override
  public SealedVar put(
      AppId app, EnvKey key, SealedBytes value, Optional<Boolean> build, Instant now) {
    return database
        .insertInto(ENV_VARS)
        .set(ENV_VARS.APP_ID, app.value())
        .set(ENV_VARS.KEY, key.name())
        .set(ENV_VARS.VALUE, value.bytes())
        .set(ENV_VARS.BUILD, build.orElse(false))
        .set(ENV_VARS.CREATED_AT, now)
        .set(ENV_VARS.UPDATED_AT, now)
        .onConflict(ENV_VARS.APP_ID, ENV_VARS.KEY)
        .doUpdate()
        .set(ENV_VARS.VALUE, value.bytes())
        .set(ENV_VARS.BUILD, build.<Field<Boolean>>map(DSL::val).orElse(ENV_VARS.BUILD))
        .set(ENV_VARS.UPDATED_AT, now)
        .returning()
        .fetchSingle(PostgresEnvStore::variable);
  }

  @Override
  public boolean remove(AppId app, EnvKey key) {
    return database
            .deleteFrom(ENV_VARS)
            .where(ENV_VARS.APP_ID.eq(app.value()), ENV_VARS.KEY.eq(key.name()))
            .execute()
        == 1;
  }

  private static SealedVar variable(EnvVarsRecord row) {
    return new SealedVar(
        row.getId(),
        new AppId(row.getAppId()),
        new EnvKey(row.getKey()),
        SealedBytes.of(row.getValue()),
        row.getBuild(),
        new EnvVar.Dates(row.getCreatedAt(), row.getUpdatedAt()));
  }
}
