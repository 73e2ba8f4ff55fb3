package dev.stackyn.apps.adapters.postgres;

import static dev.stackyn.jooq.apps.Tables.APPS_;

import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.SealedValue;
import dev.stackyn.platform.domain.SealedValues;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What apps read their repositories with; its place is the app. */
@Singleton
final class PostgresCredentials implements SealedValues {
  private final DSLContext database;

  PostgresCredentials(DSLContext database) {
    this.database = database;
  }

  @Override
  public String what() {
    return "credentials of repositories";
  }

  @Override
  public List<SealedValue> after(Optional<String> place, int most) {
    return database
        .select(APPS_.ID, APPS_.CREDENTIAL)
        .from(APPS_)
        .where(
            APPS_.CREDENTIAL.isNotNull(),
            place.map(UUID::fromString).map(APPS_.ID::gt).orElse(DSL.noCondition()))
        .orderBy(APPS_.ID)
        .limit(most)
        .fetch(row -> new SealedValue(row.value1().toString(), SealedBytes.of(row.value2())));
  }

  @Override
  public boolean replace(SealedValue value, SealedBytes anew) {
    return database
            .update(APPS_)
            .set(APPS_.CREDENTIAL, anew.bytes())
            .where(
                APPS_.ID.eq(UUID.fromString(value.place())),
                APPS_.CREDENTIAL.eq(value.sealed().bytes()))
            .execute()
        == 1;
  }
}
