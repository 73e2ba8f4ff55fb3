package dev.stackyn.platform.adapters.postgres;

import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.DatabaseSettings.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The connections of {@link PostgresRowMarks}: two, and only while somebody asks. They are apart
 * from the others because of their plans. Those of that statement look dearer to PostgreSQL when
 * they are made for any number of keys than when they are made for those at hand, so that it would
 * make one each time, which takes longer than running it.
 */
@Singleton
final class MarkConnections {
  /** While one waits for PostgreSQL, the answers of the other are on their way. */
  static final int AT_ONCE = 2;

  private static final String PLANS = "set plan_cache_mode = force_generic_plan; set jit = off";

  private final ConnectionPool pool;

  MarkConnections(External location, DatabaseSettings settings) {
    Pool all = settings.pool();
    pool =
        new ConnectionPool(
            "marks", location, new Pool(AT_ONCE, 0, all.connectTimeout(), all.lifetime()), PLANS);
  }

  Connection open() throws SQLException {
    return pool.dataSource().getConnection();
  }

  @PreDestroy
  void close() {
    pool.close();
  }
}
