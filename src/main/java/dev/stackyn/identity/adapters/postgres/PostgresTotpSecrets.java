package dev.stackyn.identity.adapters.postgres;

import static dev.stackyn.jooq.identity.Tables.TOTP;

import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.SealedValue;
import dev.stackyn.platform.domain.SealedValues;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The secrets that second factors are made from; their place is their user. */
@Singleton
final class PostgresTotpSecrets implements SealedValues {
  private final DSLContext database;

  PostgresTotpSecrets(DSLContext database) {
    this.database = database;
  }

  @Override
  public String what() {
    return "second factors";
  }

  @Override
  public List<SealedValue> after(Optional<String> place, int most) {
    return database
        .select(TOTP.USER_ID, TOTP.SECRET)
        .from(TOTP)
        .where(place.map(UUID::fromString).map(TOTP.USER_ID::gt).orElse(DSL.noCondition()))
        .orderBy(TOTP.USER_ID)
        .limit(most)
        .fetch(row ->
            new SealedValue(
                row.get(TOTP.USER_ID).toString(), SealedBytes.of(row.get(TOTP.SECRET))));
  }

  @Override
  public boolean replace(SealedValue value, SealedBytes anew) {
    return database
            .update(TOTP)
            .set(TOTP.SECRET, anew.bytes())
            .where(
                TOTP.USER_ID.eq(UUID.fromString(value.place())),
                TOTP.SECRET.eq(value.sealed().bytes()))
            .execute()
        == 1;
  }
}
