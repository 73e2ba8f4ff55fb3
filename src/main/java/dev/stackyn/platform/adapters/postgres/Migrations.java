package dev.stackyn.platform.adapters.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the database to the version that this build needs, and back. Whoever migrates holds one
 * lock, so that several platforms may start at once on one database.
 */
public final class Migrations {
  /** The oldest PostgreSQL whose features the migrations may use. */
  static final int OLDEST_SERVER = 13;

  private static final String HISTORY = "public.flyway_schema_history";

  /** Any fixed number does, as long as nothing else in the database locks on it. */
  private static final long LOCK = 0x737461636b796eL;

  private final DataSource dataSource;
  private final MigrationFiles files = MigrationFiles.ofThisBuild();

  public Migrations(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Which versions are in the database, which this build brings, and which are still to come. */
  public record Status(NavigableMap<Integer, String> known, List<Integer> applied) {
    public int at() {
      return applied.isEmpty() ? 0 : applied.getLast();
    }

    public int latest() {
      return known.isEmpty() ? 0 : known.lastKey();
    }

    public boolean isCurrent() {
      return at() == latest();
    }
  }

  public Status status() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return new Status(new TreeMap<>(files.versions()), applied(connection));
    }
  }

  /**
   * Applies what is missing and returns the versions it applied. A database that is current is only
   * asked, not locked.
   */
  public List<Integer> up() throws SQLException {
    Status before = status();
    if (before.at() > before.latest()) {
      throw new IllegalStateException(
          "the database is at version %d and this build knows only %d: run the newer build, or go back with it first (migrate down --to %d)"
              .formatted(before.at(), before.latest(), before.latest()));
    }
    if (before.isCurrent()) {
      return List.of();
    }
    return locked(connection -> {
      refuseOldServer(connection);
      List<Integer> had = applied(connection);
      Flyway.configure()
          .dataSource(dataSource)
          .locations("classpath:" + MigrationFiles.LOCATION)
          .defaultSchema("public")
          .cleanDisabled(true)
          .load()
          .migrate();
      List<Integer> now = new ArrayList<>(applied(connection));
      now.removeAll(had);
      return List.copyOf(now);
    });
  }

  /**
   * Takes back every version above {@code target}, newest first, each in a transaction of its own.
   */
  public List<Integer> downTo(int target) throws SQLException {
    return locked(connection -> {
      List<Integer> undone = new ArrayList<>();
      for (int version : applied(connection).reversed()) {
        if (version > target) {
          undo(connection, version);
          undone.add(version);
        }
      }
      return List.copyOf(undone);
    });
  }

  private static void refuseOldServer(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST_SERVER) {
      throw new IllegalStateException(
          "PostgreSQL %d is too old: %d or newer is needed".formatted(version, OLDEST_SERVER));
    }
  }

  private void undo(Connection connection, int version) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement script = connection.createStatement();
        PreparedStatement forget =
            connection.prepareStatement("delete from " + HISTORY + " where version::int = ?")) {
      script.execute(files.scriptDown(version));
      forget.setInt(1, version);
      forget.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private <T> T locked(Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      call(connection, "select pg_advisory_lock(?)");
      try {
        return work.with(connection);
      } finally {
        // The connection goes back to its pool alive, and would take the lock with it.
        call(connection, "select pg_advisory_unlock(?)");
      }
    }
  }

  private static void call(Connection connection, String function) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(function)) {
      statement.setLong(1, LOCK);
      statement.execute();
    }
  }

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private static List<Integer> applied(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet exists =
            statement.executeQuery("select to_regclass('" + HISTORY + "') is not null")) {
      exists.next();
      if (!exists.getBoolean(1)) {
        return List.of();
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select version::int from "
                    + HISTORY
                    + " where success and version is not null order by 1")) {
      List<Integer> versions = new ArrayList<>();
      while (rows.next()) {
        versions.add(rows.getInt(1));
      }
      return versions;
    }
  }
}
