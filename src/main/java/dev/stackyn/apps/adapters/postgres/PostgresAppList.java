package dev.stackyn.apps.adapters.postgres;

import static dev.stackyn.jooq.apps.Tables.APPS_;

import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.domain.AppName;
import dev.stackyn.apps.domain.AppPage;
import dev.stackyn.apps.ports.AppList;
import dev.stackyn.billing.domain.Used;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.UserId;
import io.micronaut.data.connection.annotation.Connectable;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectSeekStep2;
import org.jooq.impl.DSL;

@Singleton
class PostgresAppList implements AppList {
  private final DSLContext database;
  private final Rows rows;

  PostgresAppList(DSLContext database, Rows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  @Connectable
  public List<App> of(UserId owner) {
    return newestFirst(APPS_.OWNER_ID.eq(owner.value())).fetchInto(APPS_).map(rows::app);
  }

  @Override
  public Optional<App> named(UserId owner, AppName name) {
    return newestFirst(APPS_.OWNER_ID.eq(owner.value()).and(APPS_.NAME.eq(name.value())))
        .fetchOptionalInto(APPS_)
        .map(rows::app);
  }

  @Override
  public AppPage page(int limit, int offset) {
    return new AppPage(
        newestFirst(DSL.noCondition()).limit(limit).offset(offset).fetchInto(APPS_).map(rows::app),
        database.fetchCount(APPS_));
  }

  @Override
  public Map<UserId, Used> usage(Collection<UserId> owners) {
    return database
        .select(APPS_.OWNER_ID, DSL.count(), DSL.sum(APPS_.MEMORY_MB))
        .from(APPS_)
        .where(isOneOf(owners))
        .groupBy(APPS_.OWNER_ID)
        .fetchMap(
            row -> new UserId(row.value1()),
            row -> new Used(row.value2(), row.value3().intValue(), 0));
  }

  @Override
  public List<App> enabled(Collection<UserId> owners) {
    return owners.isEmpty()
        ? List.of()
        : newestFirst(isOneOf(owners).and(APPS_.DISABLED_AT.isNull()))
            .fetchInto(APPS_)
            .map(rows::app);
  }

  @Override
  public List<App> disabled() {
    return newestFirst(APPS_.DISABLED_AT.isNotNull()).fetchInto(APPS_).map(rows::app);
  }

  @Override
  public List<App> all(Collection<AppId> ids) {
    UUID[] wanted = ids.stream().map(AppId::value).toArray(UUID[]::new);
    return wanted.length == 0
        ? List.of()
        : newestFirst(APPS_.ID.eq(DSL.any(wanted)).and(APPS_.DISABLED_AT.isNull()))
            .fetchInto(APPS_)
            .map(rows::app);
  }

  private SelectSeekStep2<Record, ?, ?> newestFirst(Condition wanted) {
    return database
        .select(Rows.FIELDS)
        .from(APPS_)
        .where(wanted)
        .orderBy(APPS_.CREATED_AT.desc(), APPS_.ID.desc());
  }

  /** One statement, and one plan, however many they are. */
  private static Condition isOneOf(Collection<UserId> owners) {
    return APPS_.OWNER_ID.eq(DSL.any(owners.stream().map(UserId::value).toArray(UUID[]::new)));
  }
}
