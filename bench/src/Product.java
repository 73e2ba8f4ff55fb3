import dev.stackyn.routing.bench.Subject;
import dev.stackyn.routing.domain.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A platform of its own: its routes are written into its database, as another platform would. */
record Product(Server server, int port, Path home) implements Subject {

  @Override
  public long pid() {
    return server.process().pid();
  }

  @Override
  public void route(String host, Backend backend) {
    route(UUID.randomUUID(), host, backend);
  }

  void route(UUID app, String host, Backend backend) {
    change(
        """
        insert into routing.routes (app_id, state, address, port)
        values ('%1$s', 'SERVING', '%2$s', %3$d);
        insert into routing.hosts (host, app_id) values ('%4$s', '%1$s')
        """
            .formatted(app, backend.address().getHostAddress(), backend.port(), host));
  }

  /** What its containers bear, which tells them from those of others. */
  String instance() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select id from deployments.instance")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void crowd(int routes, Backend backend) {
    change(
        """
        delete from routing.routes
        where app_id in (select app_id from routing.hosts where host like '%%.many.example.com');
        insert into routing.routes (app_id, state, address, port)
        select lpad(to_hex(number), 32, '0')::uuid, 'SERVING', '%1$s', %2$d
        from generate_series(0, %3$d - 1) as number;
        insert into routing.hosts (host, app_id)
        select 'app' || number || '.many.example.com', lpad(to_hex(number), 32, '0')::uuid
        from generate_series(0, %3$d - 1) as number;
        analyze routing.routes;
        analyze routing.hosts
        """
            .formatted(backend.address().getHostAddress(), backend.port(), routes));
  }

  /** Returns when the router has said that it goes by the change. */
  private void change(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("update routing.revision set number = number + 1");
      statement.execute(sql);
      connection.commit();
      while (!isSeen(statement)) {
        connection.commit();
        Thread.sleep(20);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isSeen(Statement statement) throws SQLException {
    try (ResultSet seen =
        statement.executeQuery(
            "select min(r.revision) >= min(v.number) from routing.routers r, routing.revision v")) {
      return seen.next() && seen.getBoolean(1);
    }
  }

  private Connection connect() throws SQLException {
    try {
      Path folder = home.resolve("postgres");
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:%s/stackyn?sslmode=disable"
              .formatted(Files.readString(folder.resolve("port")).strip()),
          "stackyn",
          Files.readString(folder.resolve("password")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
