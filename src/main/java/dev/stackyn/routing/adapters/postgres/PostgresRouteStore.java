package dev.stackyn.routing.adapters.postgres;

import static dev.stackyn.jooq.routing.Tables.HOSTS;
import static dev.stackyn.jooq.routing.Tables.REVISION;
import static dev.stackyn.jooq.routing.Tables.ROUTES;
import static dev.stackyn.jooq.routing.Tables.RULES;
import static dev.stackyn.jooq.routing.Tables.VISITS;

import dev.stackyn.jooq.routing.tables.records.RoutesRecord;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Destination;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.ports.RouteStore;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

@Singleton
final class PostgresRouteStore implements RouteStore {
  private static final String SERVING = "SERVING";
  private static final String STARTING = "STARTING";
  private static final String STOPPED = "STOPPED";
  private static final String ASLEEP = "ASLEEP";
  private static final String BROKEN = "BROKEN";

  /** In one text: an array is taken apart much more slowly, and no name has a space in it. */
  private static final Field<String> NAMES = DSL.groupConcat(HOSTS.HOST).separator(" ").as("names");

  private static final Table<Record2<UUID, String>> ALL_NAMES =
      DSL.select(HOSTS.APP_ID, NAMES).from(HOSTS).groupBy(HOSTS.APP_ID).asTable("all_names");

  private final DSLContext database;

  PostgresRouteStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public long nextRevision() {
    return Objects.requireNonNull(
        database
            .update(REVISION)
            .set(REVISION.NUMBER, REVISION.NUMBER.plus(1))
            .returningResult(REVISION.NUMBER)
            .fetchSingle()
            .value1());
  }

  @Override
  public Optional<Host> taken(Route route) {
    return database
        .select(HOSTS.HOST)
        .from(HOSTS)
        .where(HOSTS.HOST.in(names(route)), HOSTS.APP_ID.ne(route.app().value()))
        .orderBy(HOSTS.HOST)
        .limit(1)
        .fetchOptional(row -> new Host(row.value1()));
  }

  @Override
  public void put(Route route) {
    RoutesRecord row = row(route);
    database
        .insertInto(ROUTES)
        .set(row)
        .onConflict(ROUTES.APP_ID)
        .doUpdate()
        .set(row)
        .set(ROUTES.CHANGED_AT, DSL.currentInstant())
        .execute();
    List<String> names = names(route);
    database
        .deleteFrom(HOSTS)
        .where(
            HOSTS.APP_ID.eq(route.app().value()), HOSTS.BROUGHT.isFalse(), HOSTS.HOST.notIn(names))
        .execute();
    names.forEach(name ->
        database
            .insertInto(HOSTS)
            .set(HOSTS.HOST, name)
            .set(HOSTS.APP_ID, route.app().value())
            .onConflict(HOSTS.HOST)
            .doUpdate()
            .set(HOSTS.APP_ID, route.app().value())
            .where(HOSTS.APP_ID.eq(route.app().value()))
            .execute());
  }

  @Override
  public void add(AppId app, Host host) {
    database
        .insertInto(HOSTS)
        .set(HOSTS.HOST, host.value())
        .set(HOSTS.APP_ID, app.value())
        .set(HOSTS.BROUGHT, true)
        .onConflictDoNothing()
        .execute();
  }

  @Override
  public boolean drop(AppId app, Host host) {
    return database
            .deleteFrom(HOSTS)
            .where(
                HOSTS.HOST.eq(host.value()), HOSTS.APP_ID.eq(app.value()), HOSTS.BROUGHT.isTrue())
            .execute()
        == 1;
  }

  @Override
  public void rule(AppId app, Rules rules) {
    database.deleteFrom(RULES).where(RULES.APP_ID.eq(app.value())).execute();
    if (!rules.equals(Rules.NONE)) {
      database.insertInto(RULES).set(RuleRows.row(app, rules)).execute();
    }
  }

  @Override
  public void remove(AppId app) {
    database.deleteFrom(ROUTES).where(ROUTES.APP_ID.eq(app.value())).execute();
    database.deleteFrom(VISITS).where(VISITS.APP_ID.eq(app.value())).execute();
  }

  @Override
  public Optional<Route> find(AppId app) {
    return database
        .select(ROUTES.fields())
        .select(RULES.fields())
        .select(
            DSL.field(DSL.select(NAMES).from(HOSTS).where(HOSTS.APP_ID.eq(ROUTES.APP_ID)))
                .as(NAMES))
        .from(ROUTES)
        .leftJoin(RULES)
        .on(RULES.APP_ID.eq(ROUTES.APP_ID))
        .where(ROUTES.APP_ID.eq(app.value()))
        .fetchOptional(PostgresRouteStore::route);
  }

  @Override
  public boolean leadsTo(InetAddress address) {
    return database.fetchExists(ROUTES, ROUTES.ADDRESS.eq(address.getHostAddress()));
  }

  @Override
  public long revision() {
    return Objects.requireNonNull(
        database.select(REVISION.NUMBER).from(REVISION).fetchSingle().value1());
  }

  /** One statement sees one moment: the revision is the one of these routes and no other. */
  @Override
  public RouteTable read() {
    Result<Record> rows =
        database
            .select(REVISION.NUMBER)
            .select(ROUTES.fields())
            .select(RULES.fields())
            .select(ALL_NAMES.field(NAMES))
            .from(REVISION)
            .leftJoin(ROUTES)
            .on(DSL.trueCondition())
            .leftJoin(ALL_NAMES)
            .on(ROUTES.APP_ID.eq(ALL_NAMES.field(HOSTS.APP_ID)))
            .leftJoin(RULES)
            .on(RULES.APP_ID.eq(ROUTES.APP_ID))
            .fetch();
    List<Route> routes = new ArrayList<>(rows.size());
    for (Record row : rows) {
      if (row.get(ROUTES.APP_ID) != null) {
        routes.add(route(row));
      }
    }
    return new RouteTable(Objects.requireNonNull(rows.getFirst().get(REVISION.NUMBER)), routes);
  }

  private static List<String> names(Route route) {
    return route.hosts().stream().map(Host::value).sorted().toList();
  }

  private static RoutesRecord row(Route route) {
    RoutesRecord row = new RoutesRecord();
    row.setAppId(route.app().value());
    row.setState(
        switch (route.destination()) {
          case Destination.At at -> SERVING;
          case Destination.Starting starting -> STARTING;
          case Destination.Stopped stopped -> STOPPED;
          case Destination.Asleep asleep -> ASLEEP;
          case Destination.Broken broken -> BROKEN;
        });
    row.set(ROUTES.ADDRESS, null);
    row.set(ROUTES.PORT, null);
    row.set(
        ROUTES.TROUBLE,
        route.destination() instanceof Destination.Broken(String trouble) ? trouble : null);
    route
        .backend()
        .ifPresent(backend -> {
          row.setAddress(backend.address().getHostAddress());
          row.setPort(backend.port());
        });
    return row;
  }

  private static Route route(Record row) {
    @Nullable String names = row.get(NAMES);
    Set<Host> hosts =
        names == null
            ? Set.of()
            : Stream.of(names.split(" ", -1))
                .map(Host::new)
                .collect(Collectors.toUnmodifiableSet());
    return new Route(
        new AppId(row.get(ROUTES.APP_ID)), hosts, destination(row), RuleRows.rules(row));
  }

  private static Destination destination(Record row) {
    String state = row.get(ROUTES.STATE);
    return switch (state) {
      case SERVING -> new Destination.At(Backend.at(row.get(ROUTES.ADDRESS), row.get(ROUTES.PORT)));
      case STARTING -> new Destination.Starting();
      case STOPPED -> new Destination.Stopped();
      case ASLEEP -> new Destination.Asleep();
      case BROKEN -> new Destination.Broken(row.get(ROUTES.TROUBLE));
      default -> throw new IllegalStateException("a route in a state of its own: " + state);
    };
  }
}
