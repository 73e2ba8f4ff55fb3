package dev.stackyn.identity.adapters.postgres;

import static dev.stackyn.jooq.identity.Tables.ONE_TIME_CODES;

import dev.stackyn.identity.domain.CodePurpose;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.StoredCode;
import dev.stackyn.identity.domain.StoredCode.CodeAddress;
import dev.stackyn.identity.domain.StoredCode.Life;
import dev.stackyn.identity.ports.CodeStore;
import dev.stackyn.jooq.identity.tables.records.OneTimeCodesRecord;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

@Singleton
final class PostgresCodeStore implements CodeStore {
  private final DSLContext database;

  PostgresCodeStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public int lockAndCountTo(Email email, Instant since) {
    lock("code to " + email);
    return count(ONE_TIME_CODES.EMAIL.eq(email.value()), since);
  }

  @Override
  public int lockAndCountFrom(String address, Instant since) {
    lock("code from " + address);
    return count(ONE_TIME_CODES.ADDRESS.eq(address), since);
  }

  @Override
  public void add(StoredCode code, String address) {
    database
        .insertInto(ONE_TIME_CODES)
        .set(ONE_TIME_CODES.EMAIL, code.address().email().value())
        .set(ONE_TIME_CODES.PURPOSE, code.address().purpose().name())
        .set(ONE_TIME_CODES.CODE_HASH, code.hash().bytes())
        .set(ONE_TIME_CODES.ADDRESS, address)
        .set(ONE_TIME_CODES.CREATED_AT, code.life().createdAt())
        .set(ONE_TIME_CODES.EXPIRES_AT, code.life().expiresAt())
        .execute();
  }

  @Override
  public Optional<StoredCode> countTry(Email email, CodePurpose purpose) {
    return database
        .select(ONE_TIME_CODES.ID)
        .from(ONE_TIME_CODES)
        .where(ONE_TIME_CODES.EMAIL.eq(email.value()), ONE_TIME_CODES.PURPOSE.eq(purpose.name()))
        .orderBy(ONE_TIME_CODES.ID.desc())
        .limit(1)
        .fetchOptional(ONE_TIME_CODES.ID)
        .flatMap(this::countTry);
  }

  @Override
  public boolean use(long id, Instant now) {
    return database
            .update(ONE_TIME_CODES)
            .set(ONE_TIME_CODES.USED_AT, now)
            .where(ONE_TIME_CODES.ID.eq(id), ONE_TIME_CODES.USED_AT.isNull())
            .execute()
        == 1;
  }

  @Override
  public void removeMadeBefore(Instant then) {
    database.deleteFrom(ONE_TIME_CODES).where(ONE_TIME_CODES.CREATED_AT.lt(then)).execute();
  }

  /** The update holds the row until the transaction ends, and reads it as it is by then. */
  private Optional<StoredCode> countTry(Long id) {
    return database
        .update(ONE_TIME_CODES)
        .set(ONE_TIME_CODES.TRIES, ONE_TIME_CODES.TRIES.plus(1))
        .where(ONE_TIME_CODES.ID.eq(id))
        .returning()
        .fetchOptional(PostgresCodeStore::code);
  }

  private int count(Condition whose, Instant since) {
    return database.fetchCount(ONE_TIME_CODES, whose.and(ONE_TIME_CODES.CREATED_AT.gt(since)));
  }

  private void lock(String name) {
    database.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", name);
  }

  private static StoredCode code(OneTimeCodesRecord row) {
    return new StoredCode(
        row.getId(),
        new CodeAddress(new Email(row.getEmail()), CodePurpose.valueOf(row.getPurpose())),
        Hash.of(row.getCodeHash()),
        new Life(row.getTries(), row.getUsedAt() != null, row.getCreatedAt(), row.getExpiresAt()));
  }
}
