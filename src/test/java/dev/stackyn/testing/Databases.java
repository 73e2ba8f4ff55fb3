package dev.stackyn.testing;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Databases, wherever they are. */
public final class Databases {
  private Databases() {}

  public static Connection connect(External database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.user(), database.password().map(Secret::reveal).orElse(null));
  }

  /** The database as a person would write it into DATABASE_URL. */
  public static String url(External database) {
    return database
        .jdbcUrl()
        .replace(
            "jdbc:postgresql://",
            "postgres://"
                + database.user()
                + ":"
                + database.password().orElseThrow().reveal()
                + "@");
  }
}
