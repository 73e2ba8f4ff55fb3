package dev.stackyn.routing.adapters.postgres;

import static dev.stackyn.jooq.routing.Tables.ACME_ACCOUNTS;

import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.SealedValue;
import dev.stackyn.platform.domain.SealedValues;
import dev.stackyn.routing.ports.AcmeAccountStore;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The keys of accounts at authorities; their place is the authority's directory. */
@Singleton
final class PostgresAcmeKeys implements AcmeAccountStore, SealedValues {
  private final DSLContext database;

  PostgresAcmeKeys(DSLContext database) {
    this.database = database;
  }

  @Override
  public SealedBytes keyOr(String directory, SealedBytes anew) {
    database
        .insertInto(ACME_ACCOUNTS)
        .set(ACME_ACCOUNTS.DIRECTORY, directory)
        .set(ACME_ACCOUNTS.PRIVATE_KEY, anew.bytes())
        .onConflictDoNothing()
        .execute();
    return database
        .select(ACME_ACCOUNTS.PRIVATE_KEY)
        .from(ACME_ACCOUNTS)
        .where(ACME_ACCOUNTS.DIRECTORY.eq(directory))
        .fetchSingle(row -> SealedBytes.of(row.value1()));
  }

  @Override
  public String what() {
    return "keys of accounts at certificate authorities";
  }

  @Override
  public List<SealedValue> after(Optional<String> place, int most) {
    return database
        .select(ACME_ACCOUNTS.DIRECTORY, ACME_ACCOUNTS.PRIVATE_KEY)
        .from(ACME_ACCOUNTS)
        .where(place.map(ACME_ACCOUNTS.DIRECTORY::gt).orElse(DSL.noCondition()))
        .orderBy(ACME_ACCOUNTS.DIRECTORY)
        .limit(most)
        .fetch(row -> new SealedValue(row.value1(), SealedBytes.of(row.value2())));
  }

  @Override
  public boolean replace(SealedValue value, SealedBytes anew) {
    return database
            .update(ACME_ACCOUNTS)
            .set(ACME_ACCOUNTS.PRIVATE_KEY, anew.bytes())
            .where(
                ACME_ACCOUNTS.DIRECTORY.eq(value.place()),
                ACME_ACCOUNTS.PRIVATE_KEY.eq(value.sealed().bytes()))
            .execute()
        == 1;
  }
}
