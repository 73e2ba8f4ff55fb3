package dev.stackyn.accounts.adapters.postgres;

import static dev.stackyn.jooq.accounts.Tables.ACCOUNT_LIST;
import static org.jooq.impl.DSL.count;

import dev.stackyn.accounts.domain.Account;
import dev.stackyn.accounts.domain.AccountId;
import dev.stackyn.accounts.domain.AccountPage;
import dev.stackyn.accounts.domain.AccountQuery;
import dev.stackyn.accounts.domain.AccountQuery.Standing;
import dev.stackyn.accounts.domain.AccountStats;
import dev.stackyn.accounts.domain.AccountStatus;
import dev.stackyn.accounts.domain.Notes;
import dev.stackyn.accounts.domain.Username;
import dev.stackyn.accounts.ports.AccountList;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jooq.accounts.tables.records.AccountListRecord;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jooq.AggregateFilterStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

@Singleton
final class PostgresAccountList implements AccountList {
  private final DSLContext database;

  PostgresAccountList(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return database
        .fetchOptional(ACCOUNT_LIST, ACCOUNT_LIST.ID.eq(id.value()))
        .map(PostgresAccountList::account);
  }

  @Override
  public AccountPage list(AccountQuery query) {
    Condition wanted = condition(query);
    return new AccountPage(
        database
            .selectFrom(ACCOUNT_LIST)
            .where(wanted)
            .orderBy(ACCOUNT_LIST.CREATED_AT.desc(), ACCOUNT_LIST.ID.desc())
            .limit(query.part().limit())
            .offset(query.part().offset())
            .fetch(PostgresAccountList::account),
        database.fetchCount(ACCOUNT_LIST, wanted));
  }

  @Override
  public AccountStats stats(Instant today) {
    Field<Integer> active = countOf(AccountStatus.ACTIVE);
    Field<Integer> pending = countOf(AccountStatus.PENDING);
    Field<Integer> suspended = countOf(AccountStatus.SUSPENDED);
    Field<Integer> banned = countOf(AccountStatus.BANNED);
    Field<Integer> verified = count().filterWhere(ACCOUNT_LIST.VERIFIED);
    Field<Integer> createdToday = count().filterWhere(ACCOUNT_LIST.CREATED_AT.ge(today));
    Record row =
        Objects.requireNonNull(
            database
                .select(active, pending, suspended, banned, verified, createdToday)
                .from(ACCOUNT_LIST)
                .fetchOne(),
            "counting gives one row");
    return new AccountStats(
        row.get(active),
        row.get(pending),
        row.get(suspended),
        row.get(banned),
        new AccountStats.Overall(row.get(verified), row.get(createdToday)));
  }

  private static Field<Integer> countOf(AccountStatus status) {
    AggregateFilterStep<Integer> all = count();
    return all.filterWhere(ACCOUNT_LIST.STATUS.eq(status.name()));
  }

  private static Condition condition(AccountQuery query) {
    return DSL.and(
        query.standing().map(PostgresAccountList::isIn).orElse(DSL.noCondition()),
        query.job().map(job -> ACCOUNT_LIST.JOB_ID.eq(job.value())).orElse(DSL.noCondition()),
        query.search().isEmpty() ? DSL.noCondition() : contains(query.search()),
        query.created().from().map(ACCOUNT_LIST.CREATED_AT::ge).orElse(DSL.noCondition()),
        query.created().before().map(ACCOUNT_LIST.CREATED_AT::lt).orElse(DSL.noCondition()));
  }

  private static Condition isIn(Standing standing) {
    return switch (standing) {
      case Standing.In(AccountStatus status) -> ACCOUNT_LIST.STATUS.eq(status.name());
      case Standing.Verified() -> ACCOUNT_LIST.VERIFIED.isTrue();
    };
  }

  private static Condition contains(String part) {
    return ACCOUNT_LIST
        .EMAIL
        .containsIgnoreCase(part)
        .or(ACCOUNT_LIST.USERNAME.containsIgnoreCase(part));
  }

  private static Account account(AccountListRecord row) {
    return new Account(
        new AccountId(row.getId()),
        new Account.Holder(
            new UserId(row.getUserId()),
            new Email(row.getEmail()),
            new Username(row.getUsername())),
        new Account.State(AccountStatus.valueOf(row.getStatus()), row.getVerified()),
        new Account.Origin(
            Optional.ofNullable(row.getJobId()).map(JobId::new),
            row.getCreatedAt(),
            row.getUpdatedAt()),
        Optional.ofNullable(row.getNotes()).map(Notes::new).orElse(Notes.NONE));
  }
}
