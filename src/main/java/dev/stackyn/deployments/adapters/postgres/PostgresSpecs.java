package dev.stackyn.deployments.adapters.postgres;

import static dev.stackyn.jooq.deployments.Tables.DEPLOYMENTS_;

import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.SealedValue;
import dev.stackyn.platform.domain.SealedValues;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What deployments carry; its place is the deployment. */
@Singleton
final class PostgresSpecs implements SealedValues {
  private final DSLContext database;

  PostgresSpecs(DSLContext database) {
    this.database = database;
  }

  @Override
  public String what() {
    return "settings of deployments";
  }

  @Override
  public List<SealedValue> after(Optional<String> place, int most) {
    return database
        .select(DEPLOYMENTS_.ID, DEPLOYMENTS_.SPEC)
        .from(DEPLOYMENTS_)
        .where(place.map(Long::valueOf).map(DEPLOYMENTS_.ID::gt).orElse(DSL.noCondition()))
        .orderBy(DEPLOYMENTS_.ID)
        .limit(most)
        .fetch(row -> new SealedValue(row.value1().toString(), SealedBytes.of(row.value2())));
  }

  @Override
  public boolean replace(SealedValue value, SealedBytes anew) {
    return database
            .update(DEPLOYMENTS_)
            .set(DEPLOYMENTS_.SPEC, anew.bytes())
            .where(
                DEPLOYMENTS_.ID.eq(Long.valueOf(value.place())),
                DEPLOYMENTS_.SPEC.eq(value.sealed().bytes()))
            .execute()
        == 1;
  }
}
