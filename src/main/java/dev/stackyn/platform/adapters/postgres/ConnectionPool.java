package dev.stackyn.platform.adapters.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.DatabaseSettings.Pool;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The connections to the database. Made without connecting, so that the platform may start before
 * its database does.
 */
public final class ConnectionPool implements AutoCloseable {
  private final HikariDataSource connections;

  public ConnectionPool(External location, Pool settings, Optional<MeterRegistry> meters) {
    HikariConfig config = config("database", location, settings);
    meters.ifPresent(config::setMetricRegistry);
    connections = new HikariDataSource(config);
  }

  /** Connections of their own, each of which begins with the given statements. */
  ConnectionPool(String name, External location, Pool settings, String first) {
    HikariConfig config = config(name, location, settings);
    config.setConnectionInitSql(first);
    connections = new HikariDataSource(config);
  }

  private static HikariConfig config(String name, External location, Pool settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(location.jdbcUrl());
    config.setUsername(location.user());
    config.setPassword(location.password().map(Secret::reveal).orElse(null));
    config.setMaximumPoolSize(settings.most());
    config.setMinimumIdle(Math.min(settings.leastIdle(), settings.most()));
    config.setConnectionTimeout(settings.connectTimeout().toMillis());
    config.setMaxLifetime(settings.lifetime().toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "stackyn");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // A database that goes away without a word must not hold a thread for ever.
    config.addDataSourceProperty("socketTimeout", "600");
    config.addDataSourceProperty(
        "loginTimeout", String.valueOf(Math.max(1, settings.connectTimeout().toSeconds())));
    return config;
  }

  public DataSource dataSource() {
    return connections;
  }

  @Override
  public void close() {
    connections.close();
  }
}
