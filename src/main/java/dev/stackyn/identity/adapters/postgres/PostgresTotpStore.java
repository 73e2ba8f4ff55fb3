package dev.stackyn.identity.adapters.postgres;

import static dev.stackyn.jooq.identity.Tables.RECOVERY_CODES;
import static dev.stackyn.jooq.identity.Tables.TOTP;

import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.TotpState;
import dev.stackyn.identity.ports.TotpStore;
import dev.stackyn.jooq.identity.tables.records.TotpRecord;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.SealedBytes;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

@Singleton
final class PostgresTotpStore implements TotpStore {
  private final DSLContext database;

  PostgresTotpStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<TotpState> lock(UserId user) {
    return database
        .selectFrom(TOTP)
        .where(TOTP.USER_ID.eq(user.value()))
        .forUpdate()
        .fetchOptional(row ->
            new TotpState(
                SealedBytes.of(row.getSecret()),
                Optional.ofNullable(row.getConfirmedAt()),
                row.getLastStep(),
                row.getFailures(),
                Optional.ofNullable(row.getLockedUntil())));
  }

  @Override
  public void save(UserId user, TotpState state) {
    TotpRecord row = new TotpRecord();
    row.setSecret(state.sealedSecret().bytes());
    row.setConfirmedAt(state.confirmedAt().orElse(null));
    row.setLastStep(state.lastStep());
    row.setFailures(state.failures());
    row.setLockedUntil(state.lockedUntil().orElse(null));
    database
        .insertInto(TOTP)
        .set(TOTP.USER_ID, user.value())
        .set(TOTP.CREATED_AT, DSL.currentInstant())
        .set(row)
        .onConflict(TOTP.USER_ID)
        .doUpdate()
        .set(row)
        .execute();
  }

  @Override
  public void remove(UserId user) {
    database.deleteFrom(RECOVERY_CODES).where(RECOVERY_CODES.USER_ID.eq(user.value())).execute();
    database.deleteFrom(TOTP).where(TOTP.USER_ID.eq(user.value())).execute();
  }

  @Override
  public void addRecoveryCodes(UserId user, Collection<Hash> hashes) {
    hashes.forEach(hash ->
        database
            .insertInto(RECOVERY_CODES)
            .set(RECOVERY_CODES.USER_ID, user.value())
            .set(RECOVERY_CODES.HASH, hash.bytes())
            .execute());
  }

  @Override
  public boolean useRecoveryCode(UserId user, Hash hash) {
    return database
            .update(RECOVERY_CODES)
            .set(RECOVERY_CODES.USED_AT, DSL.currentInstant())
            .where(
                RECOVERY_CODES.USER_ID.eq(user.value()),
                RECOVERY_CODES.HASH.eq(hash.bytes()),
                RECOVERY_CODES.USED_AT.isNull())
            .execute()
        == 1;
  }

  @Override
  public int recoveryCodesLeft(UserId user) {
    return database.fetchCount(
        RECOVERY_CODES,
        RECOVERY_CODES.USER_ID.eq(user.value()).and(RECOVERY_CODES.USED_AT.isNull()));
  }
}
