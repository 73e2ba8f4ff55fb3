package dev.stackyn.platform.adapters.postgres;

import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** What the doctor looks at in the database. It starts nothing and changes nothing. */
public final class DatabaseExamination {
  private DatabaseExamination() {}

  public static Finding of(DatabaseSettings settings) {
    return switch (settings.location()) {
      case Location.Embedded(Path folder) -> embedded(folder, settings);
      case External external -> connected("PostgreSQL", external, settings);
    };
  }

  /** Looks at what is kept; nothing when the database does not run, or has another schema. */
  public static Optional<Finding> within(
      DatabaseSettings settings, Function<DataSource, Finding> look) throws IOException {
    Optional<External> there =
        switch (settings.location()) {
          case Location.Embedded(Path folder) -> running(folder);
          case External external -> Optional.of(external);
        };
    if (there.isEmpty()) {
      return Optional.empty();
    }
    try (ConnectionPool pool = new ConnectionPool(there.get(), settings.pool(), Optional.empty())) {
      return new Migrations(pool.dataSource()).status().isCurrent()
          ? Optional.of(look.apply(pool.dataSource()))
          : Optional.empty();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private static Optional<External> running(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return Optional.empty();
    }
    EmbeddedPostgres postgres = EmbeddedPostgres.in(folder);
    return postgres.isRunning() ? Optional.of(postgres.location()) : Optional.empty();
  }

  private static Finding embedded(Path folder, DatabaseSettings settings) {
    if (!Files.exists(folder)) {
      return Finding.ok("embedded, to be created in " + folder);
    }
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.in(folder);
      if (postgres.isRunning()) {
        return connected("embedded PostgreSQL", postgres.location(), settings);
      }
      return Finding.ok("embedded, stopped, in " + folder);
    } catch (IOException e) {
      return Finding.problem(
          folder + " cannot be used (" + e.getMessage() + ")",
          "check that this user owns the folder");
    }
  }

  private static Finding connected(String what, External location, DatabaseSettings settings) {
    try (ConnectionPool pool = new ConnectionPool(location, settings.pool(), Optional.empty());
        Connection connection = pool.dataSource().getConnection()) {
      String server = what + " " + connection.getMetaData().getDatabaseProductVersion();
      if (connection.getMetaData().getDatabaseMajorVersion() < Migrations.OLDEST_SERVER) {
        return Finding.problem(
            server + " is too old", "use PostgreSQL " + Migrations.OLDEST_SERVER + " or newer");
      }
      Migrations.Status status = new Migrations(pool.dataSource()).status();
      String schema = ", schema at version %d of %d".formatted(status.at(), status.latest());
      return status.isCurrent() || settings.migrate() == DatabaseSettings.Migrate.AUTO
          ? Finding.ok(server + schema)
          : Finding.problem(server + schema, "run ./stackyn migrate up");
    } catch (SQLException e) {
      return Finding.problem(
          what + " not reachable (" + SqlFailure.of(e) + ")",
          "check that it runs, and DATABASE_URL or POSTGRES_*");
    }
  }
}
