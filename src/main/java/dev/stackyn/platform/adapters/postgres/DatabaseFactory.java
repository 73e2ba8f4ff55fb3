package dev.stackyn.platform.adapters.postgres;

import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.conf.Settings;

@Factory
final class DatabaseFactory {

  @Singleton
  @Bean(preDestroy = "close")
  ConnectionPool pool(External location, DatabaseSettings settings, MeterRegistry meters) {
    return new ConnectionPool(location, settings.pool(), Optional.of(meters));
  }

  /**
   * What transactions run on: the framework wraps it, and hands out the connection of the
   * transaction at hand.
   */
  @Singleton
  @Named("default")
  DataSource dataSource(ConnectionPool pool) {
    return pool.dataSource();
  }

  /** Statements are not logged, so nobody need listen to each; rows are read and let go of. */
  @Singleton
  @Named("default")
  Settings statements() {
    return new Settings().withExecuteLogging(false).withAttachRecords(false);
  }

  /** Migrations need connections of their own. */
  @Singleton
  Migrations migrations(ConnectionPool pool) {
    return new Migrations(pool.dataSource());
  }
}
