package dev.stackyn.platform.adapters.postgres;

import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.DatabaseSettings.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The connection of {@link PostgresRowMarks}: one, and only while somebody asks. It is apart from
 * the others because of its plans. Those of that statement look dearer to PostgreSQL when they are
 * made for any number of keys than when they are made for those at hand, so that it would make one
 * each time, which takes longer than running it.
 */
@Singleton
final class MarkConnection {
  private static final String PLANS = "set plan_cache_mode = force_generic_plan; set jit = off";

  private final ConnectionPool pool;

  MarkConnection(External location, DatabaseSettings settings) {
    Pool all = settings.pool();
    pool =
        new ConnectionPool(
            "marks", location, new Pool(1, 0, all.connectTimeout(), all.lifetime()), PLANS);
  }

  Connection open() throws SQLException {
    return pool.dataSource().getConnection();
  }

  @PreDestroy
  void close() {
    pool.close();
  }
}
