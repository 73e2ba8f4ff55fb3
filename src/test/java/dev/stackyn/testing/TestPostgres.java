package dev.stackyn.testing;

import dev.stackyn.platform.adapters.postgres.EmbeddedPostgres;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One real PostgreSQL for all tests of this process, and a fresh, empty database for whoever asks.
 */
public final class TestPostgres {
  private static final Path FOLDER = folder();
  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestPostgres() {}

  /** An empty database of its own: no migration has run in it. */
  public static External freshDatabase() {
    String name = "test_" + COUNT.incrementAndGet();
    try (Connection connection = connect(SERVER.location());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    External server = SERVER.location();
    return new External(
        server.jdbcUrl().replace("/stackyn?", "/" + name + "?"), server.user(), server.password());
  }

  public static Connection connect(External database) throws SQLException {
    return Databases.connect(database);
  }

  /** The database as a person would write it into DATABASE_URL. */
  public static String url(External database) {
    return Databases.url(database);
  }

  /**
   * A folder for one more server, which shares the unpacked programs: unpacking is what takes long.
   */
  public static Path newFolder() throws IOException {
    Path folder = Files.createTempDirectory("stackyn test postgres");
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path programs :
          files.filter(f -> f.getFileName().toString().startsWith("programs-")).toList()) {
        Files.createSymbolicLink(folder.resolve(programs.getFileName()), programs);
      }
    }
    return folder;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("stackyn-test-postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.in(FOLDER);
      server.start();
      forgetDurability(server);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, FOLDER)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Hundreds of databases that nobody will miss: what makes them safe also makes them slow. */
  private static void forgetDurability(EmbeddedPostgres server) {
    try (Connection connection = connect(server.location());
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set fsync = off");
      statement.execute("alter system set full_page_writes = off");
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stop(EmbeddedPostgres server, Path folder) {
    try {
      server.stop();
      TestFolders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
