package dev.stackyn.apps.adapters.postgres;

import static dev.stackyn.jooq.apps.Tables.ENV_VARS;

import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.SealedValue;
import dev.stackyn.platform.domain.SealedValues;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The values of environment variables; their place is their row. */
@Singleton
final class PostgresEnvSecrets implements SealedValues {
  private final DSLContext database;

  PostgresEnvSecrets(DSLContext database) {
    this.database = database;
  }

  @Override
  public String what() {
    return "environment variables";
  }

  @Override
  public List<SealedValue> after(Optional<String> place, int most) {
    return database
        .select(ENV_VARS.ID, ENV_VARS.VALUE)
        .from(ENV_VARS)
        .where(place.map(Long::valueOf).map(ENV_VARS.ID::gt).orElse(DSL.noCondition()))
        .orderBy(ENV_VARS.ID)
        .limit(most)
        .fetch(row -> new SealedValue(row.value1().toString(), SealedBytes.of(row.value2())));
  }

  @Override
  public boolean replace(SealedValue value, SealedBytes anew) {
    return database
            .update(ENV_VARS)
            .set(ENV_VARS.VALUE, anew.bytes())
            .where(
                ENV_VARS.ID.eq(Long.valueOf(value.place())),
                ENV_VARS.VALUE.eq(value.sealed().bytes()))
            .execute()
        == 1;
  }
}
