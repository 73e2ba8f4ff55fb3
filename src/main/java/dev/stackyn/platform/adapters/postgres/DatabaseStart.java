package dev.stackyn.platform.adapters.postgres;

import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Migrate;
import dev.stackyn.platform.domain.Version;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares the database once the platform is up: migrates it when that is allowed, and keeps trying
 * while it cannot be reached, so that platform and database may be started in any order.
 */
@Singleton
public class DatabaseStart {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseStart.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Migrations migrations;
  private final Migrate migrate;

  /** Made late, on this bean's own thread: with it comes jOOQ, which takes its time to load. */
  private final Provider<AuditLog> audit;

  /** Made late, for the same reason. */
  private final BeanProvider<DatabaseArrival> arrivals;

  private volatile boolean done;
  private volatile @Nullable String trouble;

  DatabaseStart(
      Migrations migrations,
      DatabaseSettings settings,
      Provider<AuditLog> audit,
      BeanProvider<DatabaseArrival> arrivals) {
    this.migrations = migrations;
    this.migrate = settings.migrate();
    this.audit = audit;
    this.arrivals = arrivals;
  }

  /** Blocks until the database is prepared; ends early when its thread is interrupted. */
  public void run() {
    Duration pause = Duration.ofMillis(100);
    try {
      while (!attempt()) {
        Thread.sleep(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isDone() {
    return done;
  }

  /** Why it has not worked so far. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private boolean attempt() {
    try {
      List<Integer> applied = migrate == Migrate.AUTO ? migrations.up() : List.of();
      Migrations.Status status = migrations.status();
      if (!status.isCurrent()) {
        return waiting("STACKYN_MIGRATE is off: run ./stackyn migrate up", null);
      }
      if (!applied.isEmpty()) {
        LOG.info("Migrated the database: applied {}", applied);
      }
      arrivals.stream().forEach(DatabaseArrival::databaseArrived);
      note(applied, status);
      trouble = null;
      done = true;
      return true;
    } catch (SQLException e) {
      return waiting(SqlFailure.of(e), null);
    } catch (RuntimeException e) {
      return waiting(String.valueOf(e.getMessage()), e);
    }
  }

  private void note(List<Integer> applied, Migrations.Status status) {
    audit
        .get()
        .platform(
            "platform.started",
            Map.of(
                "version", Version.current(),
                "schema", String.valueOf(status.at()),
                "migrated", applied.toString()));
  }

  /** Said once for each new reason, not at every try. */
  private boolean waiting(String reason, @Nullable Exception cause) {
    if (!reason.equals(trouble)) {
      LOG.warn("The database is not ready yet: {}", reason, cause);
    }
    trouble = reason;
    return false;
  }
}
