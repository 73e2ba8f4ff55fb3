package dev.stackyn.routing.adapters.postgres;

import static dev.stackyn.jooq.routing.Tables.CERTIFICATES;

import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.SealedValue;
import dev.stackyn.platform.domain.SealedValues;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The keys of certificates; their place is the name that they are for. */
@Singleton
final class PostgresCertificateKeys implements SealedValues {
  private final DSLContext database;

  PostgresCertificateKeys(DSLContext database) {
    this.database = database;
  }

  @Override
  public String what() {
    return "keys of certificates";
  }

  @Override
  public List<SealedValue> after(Optional<String> place, int most) {
    return database
        .select(CERTIFICATES.NAME, CERTIFICATES.PRIVATE_KEY)
        .from(CERTIFICATES)
        .where(
            CERTIFICATES.PRIVATE_KEY.isNotNull(),
            place.map(CERTIFICATES.NAME::gt).orElse(DSL.noCondition()))
        .orderBy(CERTIFICATES.NAME)
        .limit(most)
        .fetch(row -> new SealedValue(row.value1(), SealedBytes.of(row.value2())));
  }

  @Override
  public boolean replace(SealedValue value, SealedBytes anew) {
    return database
            .update(CERTIFICATES)
            .set(CERTIFICATES.PRIVATE_KEY, anew.bytes())
            .where(
                CERTIFICATES.NAME.eq(value.place()),
                CERTIFICATES.PRIVATE_KEY.eq(value.sealed().bytes()))
            .execute()
        == 1;
  }
}
