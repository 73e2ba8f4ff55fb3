package dev.stackyn.accounts.adapters.postgres;

import static dev.stackyn.jooq.accounts.Tables.ACCOUNTS_;

import dev.stackyn.accounts.domain.AccountId;
import dev.stackyn.accounts.domain.Notes;
import dev.stackyn.accounts.domain.Username;
import dev.stackyn.accounts.ports.AccountStore;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;

@Singleton
final class PostgresAccountStore implements AccountStore {
  private final DSLContext database;

  PostgresAccountStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public boolean open(UserId user, Username username, Instant now) {
    return database
            .insertInto(ACCOUNTS_)
            .set(ACCOUNTS_.USER_ID, user.value())
            .set(ACCOUNTS_.USERNAME, username.value())
            .set(ACCOUNTS_.CREATED_AT, now)
            .set(ACCOUNTS_.UPDATED_AT, now)
            .onConflict(DSL.lower(ACCOUNTS_.USERNAME))
            .doNothing()
            .execute()
        == 1;
  }

  @Override
  public void close(UserId user, Instant now) {
    database
        .update(ACCOUNTS_)
        .setNull(ACCOUNTS_.USER_ID)
        .setNull(ACCOUNTS_.USERNAME)
        .setNull(ACCOUNTS_.NOTES)
        .setNull(ACCOUNTS_.BANNED_AT)
        .set(ACCOUNTS_.UPDATED_AT, now)
        .set(ACCOUNTS_.DELETED_AT, now)
        .where(ACCOUNTS_.USER_ID.eq(user.value()))
        .execute();
  }

  @Override
  public void save(AccountId id, Username username, Notes notes, Instant now) {
    try {
      database
          .update(ACCOUNTS_)
          .set(ACCOUNTS_.USERNAME, username.value())
          .set(ACCOUNTS_.NOTES, notes.isEmpty() ? null : notes.text())
          .set(ACCOUNTS_.UPDATED_AT, now)
          .where(ACCOUNTS_.ID.eq(id.value()), ACCOUNTS_.DELETED_AT.isNull())
          .execute();
    } catch (IntegrityConstraintViolationException e) {
      // Names are all that can clash here. Two who take one at once are told apart by the index.
      throw Refusal.of(ErrorCode.USERNAME_TAKEN, "Another account has this username.");
    }
  }

  @Override
  public void ban(AccountId id, Optional<Instant> suspension) {
    database
        .update(ACCOUNTS_)
        .set(ACCOUNTS_.BANNED_AT, suspension.orElse(null))
        .where(ACCOUNTS_.ID.eq(id.value()), ACCOUNTS_.DELETED_AT.isNull())
        .execute();
  }

  @Override
  public AccountId attach(UserId user, JobId job, int item) {
    Long id =
        database
            .update(ACCOUNTS_)
            .set(ACCOUNTS_.JOB_ID, job.value())
            .set(ACCOUNTS_.ITEM, item)
            .where(ACCOUNTS_.USER_ID.eq(user.value()))
            .returningResult(ACCOUNTS_.ID)
            .fetchOne(ACCOUNTS_.ID);
    return new AccountId(Objects.requireNonNull(id, "every user has an account"));
  }

  @Override
  public Set<Integer> made(JobId job) {
    return database
        .select(ACCOUNTS_.ITEM)
        .from(ACCOUNTS_)
        .where(ACCOUNTS_.JOB_ID.eq(job.value()))
        .fetchSet(ACCOUNTS_.ITEM);
  }

  @Override
  public void allow(Duration each) {
    database
        .select(
            DSL.function(
                "set_config",
                String.class,
                DSL.val("statement_timeout"),
                DSL.val(String.valueOf(each.toMillis())),
                DSL.val(true)))
        .fetch();
  }
}
