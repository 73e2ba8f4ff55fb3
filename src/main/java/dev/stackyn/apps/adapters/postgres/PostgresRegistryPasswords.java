package dev.stackyn.apps.adapters.postgres;

import static dev.stackyn.jooq.apps.Tables.REGISTRY_LOGINS;

import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.SealedValue;
import dev.stackyn.platform.domain.SealedValues;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The passwords of logins for registries; their place is their row. */
@Singleton
final class PostgresRegistryPasswords implements SealedValues {
  private final DSLContext database;

  PostgresRegistryPasswords(DSLContext database) {
    this.database = database;
  }

  @Override
  public String what() {
    return "passwords for registries";
  }

  @Override
  public List<SealedValue> after(Optional<String> place, int most) {
    return database
        .select(REGISTRY_LOGINS.ID, REGISTRY_LOGINS.PASSWORD)
        .from(REGISTRY_LOGINS)
        .where(place.map(Long::valueOf).map(REGISTRY_LOGINS.ID::gt).orElse(DSL.noCondition()))
        .orderBy(REGISTRY_LOGINS.ID)
        .limit(most)
        .fetch(row -> new SealedValue(row.value1().toString(), SealedBytes.of(row.value2())));
  }

  @Override
  public boolean replace(SealedValue value, SealedBytes anew) {
    return database
            .update(REGISTRY_LOGINS)
            .set(REGISTRY_LOGINS.PASSWORD, anew.bytes())
            .where(
                REGISTRY_LOGINS.ID.eq(Long.valueOf(value.place())),
                REGISTRY_LOGINS.PASSWORD.eq(value.sealed().bytes()))
            .execute()
        == 1;
  }
}
