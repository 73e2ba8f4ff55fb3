package dev.stackyn.jobs.bench;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.adapters.postgres.EmbeddedPostgres;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The platform's own PostgreSQL as it runs in production, in a folder that is deleted. It would
 * outlive a bench that is interrupted, hence the hook.
 */
public final class BenchServer implements AutoCloseable {
  private final Path folder;
  private final EmbeddedPostgres server;
  private int databases;
  private boolean closed;

  private BenchServer(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  public static BenchServer start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("stackyn-bench-");
    EmbeddedPostgres server = EmbeddedPostgres.in(folder);
    BenchServer bench = new BenchServer(folder, server);
    Runtime.getRuntime().addShutdownHook(new Thread(bench::close));
    server.start();
    return bench;
  }

  /** An empty database of its own. */
  public External freshDatabase() {
    String name = "bench_" + ++databases;
    External at = server.location();
    try (Connection connection =
            DriverManager.getConnection(
                at.jdbcUrl(), at.user(), at.password().map(Secret::reveal).orElse(null));
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new External(
        at.jdbcUrl().replace("/stackyn?", "/" + name + "?"), at.user(), at.password());
  }

  /** Takes the server away under those who use it, and brings it back at the same place. */
  public void restart() throws IOException, InterruptedException {
    server.stop();
    server.start();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.stop();
      TestFolders.delete(folder);
    } catch (IOException e) {
      throw new IllegalStateException("the bench's database is left behind in " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
