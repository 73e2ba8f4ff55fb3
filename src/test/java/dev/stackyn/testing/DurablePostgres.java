package dev.stackyn.testing;

import dev.stackyn.platform.adapters.postgres.EmbeddedPostgres;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The platform's own PostgreSQL as it runs in production, for what is measured or proved, in a
 * folder that is deleted. It would outlive a process that is interrupted, hence the hook.
 */
public final class DurablePostgres implements AutoCloseable {
  private final Path folder;
  private final EmbeddedPostgres server;
  private int databases;
  private boolean closed;

  private DurablePostgres(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  public static DurablePostgres start() throws IOException, InterruptedException {
    return start(Files.createTempDirectory("stackyn-durable-"));
  }

  /** In a folder that may hold the programs already. */
  public static DurablePostgres start(Path folder) throws IOException, InterruptedException {
    EmbeddedPostgres server = EmbeddedPostgres.in(folder);
    DurablePostgres postgres = new DurablePostgres(folder, server);
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
    server.start();
    return postgres;
  }

  /** An empty database of its own. */
  public External freshDatabase() {
    String name = "fresh_" + ++databases;
    External at = server.location();
    try (Connection connection = Databases.connect(at);
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
      throw new IllegalStateException("the database is left behind in " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
