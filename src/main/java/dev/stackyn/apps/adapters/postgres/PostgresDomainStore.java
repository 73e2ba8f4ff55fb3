package dev.stackyn.apps.adapters.postgres;

import static dev.stackyn.jooq.apps.Tables.DOMAINS;

import dev.stackyn.apps.domain.CustomDomain;
import dev.stackyn.apps.ports.DomainStore;
import dev.stackyn.jooq.apps.tables.records.DomainsRecord;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

@Singleton
final class PostgresDomainStore implements DomainStore {
  private final DSLContext database;

  PostgresDomainStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<CustomDomain> of(AppId app) {
    return database
        .selectFrom(DOMAINS)
        .where(DOMAINS.APP_ID.eq(app.value()))
        .orderBy(DOMAINS.CREATED_AT, DOMAINS.HOST)
        .fetch(PostgresDomainStore::domain);
  }

  @Override
  public Optional<CustomDomain> find(AppId app, Host host) {
    return database
        .selectFrom(DOMAINS)
        .where(is(app, host))
        .fetchOptional(PostgresDomainStore::domain);
  }

  @Override
  public boolean isContested(AppId app, Host host) {
    return database.fetchExists(
        DOMAINS, DOMAINS.HOST.eq(host.value()), DOMAINS.APP_ID.ne(app.value()));
  }

  @Override
  public void add(CustomDomain domain) {
    database.insertInto(DOMAINS).set(row(domain)).onConflictDoNothing().execute();
  }

  @Override
  public boolean save(CustomDomain domain) {
    return database
            .update(DOMAINS)
            .set(row(domain))
            .where(is(domain.app(), domain.host()))
            .execute()
        == 1;
  }

  @Override
  public boolean remove(AppId app, Host host) {
    return database.deleteFrom(DOMAINS).where(is(app, host)).execute() == 1;
  }

  @Override
  public List<CustomDomain> toCheck(int most) {
    return database
        .selectFrom(DOMAINS)
        .where(DOMAINS.ACTIVE.isFalse())
        .orderBy(DOMAINS.CHECKED_AT.asc().nullsFirst())
        .limit(most)
        .fetch(PostgresDomainStore::domain);
  }

  private static Condition is(AppId app, Host host) {
    return DOMAINS.APP_ID.eq(app.value()).and(DOMAINS.HOST.eq(host.value()));
  }

  private static DomainsRecord row(CustomDomain domain) {
    DomainsRecord row = new DomainsRecord();
    row.setAppId(domain.app().value());
    row.setHost(domain.host().value());
    row.setToken(domain.token());
    row.setActive(domain.active());
    row.setReason(domain.reason());
    row.setCreatedAt(domain.createdAt());
    domain.checkedAt().ifPresent(row::setCheckedAt);
    return row;
  }

  private static CustomDomain domain(DomainsRecord row) {
    return new CustomDomain(
        new AppId(row.getAppId()),
        new Host(row.getHost()),
        row.getToken(),
        row.getActive(),
        row.getReason(),
        row.getCreatedAt(),
        Optional.ofNullable(row.getCheckedAt()));
  }
}
