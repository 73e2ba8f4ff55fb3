package dev.stackyn.platform.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  /**
   * Everything in the schemas of the contexts, one line each: what two equal schemas have in
   * common.
   */
  private static final String SCHEMA =
      """
      select 'column ' || table_schema || '.' || table_name || '.' || column_name || ' ' || data_type || ' '
             || is_nullable || ' ' || coalesce(column_default, '') || ' ' || is_identity || ' ' || is_generated
        from information_schema.columns
       where table_schema not in ('pg_catalog', 'information_schema', 'public')
      union all
      select 'constraint ' || n.nspname || ' ' || c.conrelid::regclass || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
        from pg_constraint c join pg_namespace n on n.oid = c.connamespace
       where n.nspname not in ('pg_catalog', 'information_schema', 'public')
      union all
      select 'index ' || indexdef from pg_indexes
       where schemaname not in ('pg_catalog', 'information_schema', 'public')
      union all
      select 'routine ' || p.oid::regprocedure || ' ' || md5(p.prosrc)
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname not in ('pg_catalog', 'information_schema', 'public')
      union all
      select 'trigger ' || tgrelid::regclass || ' ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      union all
      select 'type ' || n.nspname || '.' || t.typname || ' ' || t.typtype::text
        from pg_type t join pg_namespace n on n.oid = t.typnamespace
       where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public')
      union all
      select 'schema ' || nspname from pg_namespace
       where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public')
      order by 1
      """;

  private final External database = TestPostgres.freshDatabase();
  private final ConnectionPool pool =
      new ConnectionPool(
          database,
          DatabaseSettings.from(new Variables(Map.of()), Path.of("/home")).pool(),
          Optional.empty());
  private final Migrations migrations = new Migrations(pool.dataSource());

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void upDownUpGivesTheSameSchema() throws SQLException {
    List<Integer> all = List.copyOf(migrations.status().known().keySet());
    assertThat(migrations.up()).isEqualTo(all);
    List<String> schema = schema();
    assertThat(schema).isNotEmpty();

    assertThat(migrations.downTo(0)).isEqualTo(all.reversed());
    assertThat(schema()).isEmpty();

    migrations.up();
    assertThat(schema()).isEqualTo(schema);
  }

  @Test
  void everyStepDownAndUpAgainGivesTheSameSchema() throws SQLException {
    migrations.up();
    List<String> schema = schema();
    for (int version : migrations.status().known().descendingKeySet()) {
      migrations.downTo(version - 1);
      migrations.up();
      assertThat(schema()).as("after a step down from %d", version).isEqualTo(schema);
    }
  }

  @Test
  void whoWasHereBeforeAccountsGetsOneAtEveryWayUp() throws SQLException {
    migrations.up();
    migrations.downTo(4);
    for (String email : List.of("twin@one.example", "twin@two.example", "o''neil ü@x.example")) {
      execute(
          """
          insert into identity.users (id, email, role, email_verified, created_at, updated_at)
          values (gen_random_uuid(), replace('%s', ' ', ''), 'USER', true, now(), now())
          """
              .formatted(email));
    }

    migrations.up();
    List<String> names = names();
    migrations.downTo(4);
    migrations.up();

    assertThat(names()).isEqualTo(names).hasSize(3);
    assertThat(names.get(0)).isEqualTo("o-neil-");
    assertThat(names.get(1)).isEqualTo("twin");
    assertThat(names.get(2)).matches("twin-[0-9a-f]{12}");
  }

  @Test
  void downStopsAtItsTarget() throws SQLException {
    migrations.up();
    int latest = migrations.status().latest();

    assertThat(migrations.downTo(latest)).isEmpty();
    assertThat(migrations.status().isCurrent()).isTrue();
  }

  @Test
  void everyVersionHasItsWayDownAndNoneIsLeftOut() {
    MigrationFiles files = MigrationFiles.ofThisBuild();
    int expected = 1;
    for (int version : files.versions().keySet()) {
      assertThat(version).isEqualTo(expected++);
      assertThat(files.scriptDown(version)).isNotBlank();
    }
  }

  @Test
  void manyAtOnceMigrateOnce() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<Integer>> up =
          () -> {
            try (ConnectionPool own =
                new ConnectionPool(
                    database,
                    DatabaseSettings.from(new Variables(Map.of()), Path.of("/home")).pool(),
                    Optional.empty())) {
              return new Migrations(own.dataSource()).up();
            }
          };
      List<Integer> applied = new ArrayList<>();
      for (Future<List<Integer>> done : executor.invokeAll(List.of(up, up, up, up))) {
        applied.addAll(done.get());
      }

      assertThat(applied).containsExactlyInAnyOrderElementsOf(migrations.status().known().keySet());
    }
  }

  @Test
  void aNewerSchemaIsLeftAlone() throws SQLException {
    migrations.up();
    execute("update flyway_schema_history set version = '900' where installed_rank = 1");

    assertThatThrownBy(migrations::up)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at version 900")
        .hasMessageContaining("run the newer build");
  }

  @Test
  void aStepDownThatFailsChangesNothing() throws SQLException {
    migrations.up();
    List<String> schema = schema();
    execute("create schema other");
    execute("create view other.entries as select * from platform.audit_log");
    execute(
        "create or replace function other.refuse() returns event_trigger language plpgsql as $$ begin raise exception 'kept'; end $$");
    execute(
        "create event trigger refuse on ddl_command_start when tag in ('ALTER TABLE', 'DROP TABLE', 'DROP SCHEMA') execute function other.refuse()");

    assertThatThrownBy(() -> migrations.downTo(0)).isInstanceOf(SQLException.class);

    execute("drop event trigger refuse");
    execute("drop view other.entries");
    execute("drop function other.refuse()");
    execute("drop schema other");
    assertThat(schema()).isEqualTo(schema);
    assertThat(migrations.status().isCurrent()).isTrue();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> names() throws SQLException {
    return lines("select username from accounts.account_list order by username collate \"C\"");
  }

  private List<String> schema() throws SQLException {
    return lines(SCHEMA);
  }

  private List<String> lines(String query) throws SQLException {
    try (Connection connection = TestPostgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return lines;
    }
  }
}
