package dev.stackyn.accounts.adapters.postgres;

import static dev.stackyn.jooq.accounts.Tables.SETTINGS;

import dev.stackyn.accounts.domain.ProvisioningSettings;
import dev.stackyn.accounts.domain.ProvisioningSettings.Limits;
import dev.stackyn.accounts.ports.SettingsStore;
import dev.stackyn.jooq.accounts.tables.records.SettingsRecord;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

@Singleton
final class PostgresSettingsStore implements SettingsStore {
  private final DSLContext database;

  PostgresSettingsStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public ProvisioningSettings get() {
    return settings(database.fetchOne(SETTINGS));
  }

  @Override
  public ProvisioningSettings lock() {
    return settings(database.selectFrom(SETTINGS).forUpdate().fetchOne());
  }

  @Override
  public void save(Limits limits, Instant now) {
    database
        .update(SETTINGS)
        .set(SETTINGS.WORKER_COUNT, limits.workers())
        .set(SETTINGS.RETRY_COUNT, limits.retries())
        .set(SETTINGS.TIMEOUT_SECONDS, Math.toIntExact(limits.timeout().toSeconds()))
        .set(SETTINGS.UPDATED_AT, now)
        .execute();
  }

  private static ProvisioningSettings settings(@Nullable SettingsRecord row) {
    SettingsRecord only = Objects.requireNonNull(row, "the migration adds the row");
    return new ProvisioningSettings(
        new Limits(
            only.getWorkerCount(),
            only.getRetryCount(),
            Duration.ofSeconds(only.getTimeoutSeconds())),
        only.getCreatedAt(),
        only.getUpdatedAt());
  }
}
