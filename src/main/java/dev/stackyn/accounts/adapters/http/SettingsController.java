package dev.stackyn.accounts.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.accounts.domain.ProvisioningRules;
import dev.stackyn.accounts.domain.ProvisioningSettings;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.Access;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How accounts are provisioned. */
@Access(Access.Rule.ADMIN)
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Accounts")
class SettingsController {
  private final ProvisioningRules rules;

  SettingsController(ProvisioningRules rules) {
    this.rules = rules;
  }

  /** How accounts are provisioned. */
  @Serdeable
  @Schema(name = "ProvisioningSettings")
  record Settings(
      @Schema(
              name = "worker_count",
              description = "How many jobs make accounts at the same time.",
              example = "1")
          @JsonProperty("worker_count")
          int workerCount,
      @Schema(
              name = "retry_count",
              description = "How often a new job is tried again that made no account.",
              example = "3")
          @JsonProperty("retry_count")
          int retryCount,
      @Schema(description = "How many seconds a single account may take.", example = "30")
          long timeout,
      @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
      @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt) {

    static Settings of(ProvisioningSettings settings) {
      return new Settings(
          settings.limits().workers(),
          settings.limits().retries(),
          settings.limits().timeout().toSeconds(),
          settings.createdAt().truncatedTo(ChronoUnit.MILLIS),
          settings.updatedAt().truncatedTo(ChronoUnit.MILLIS));
    }
  }

  /** The settings in force. */
  @Serdeable
  @Schema(name = "ProvisioningSettingsAnswer")
  record SettingsAnswer(boolean success, Settings data) {}

  /** The settings in force from now on. */
  @Serdeable
  @Schema(name = "ProvisioningSettingsSaved")
  record SavedAnswer(
      boolean success,
      @Schema(example = "Settings saved successfully") String message,
      Settings data) {}

  /** What is not said stays as it is. */
  @Serdeable
  @Schema(name = "ChangeProvisioningSettings")
  record SettingsBody(
      @Schema(name = "worker_count", description = "1 to 10.", example = "2")
          @JsonProperty("worker_count")
          @Nullable
          Integer workerCount,
      @Schema(name = "retry_count", description = "0 to 10.", example = "3")
          @JsonProperty("retry_count")
          @Nullable
          Integer retryCount,
      @Schema(description = "10 to 120 seconds.", example = "30") @Nullable Integer timeout) {

    ProvisioningSettings.Changes changes() {
      return new ProvisioningSettings.Changes(
          Optional.ofNullable(workerCount),
          Optional.ofNullable(retryCount),
          Optional.ofNullable(timeout));
    }
  }

  @Get(uris = {"/settings", "/v1/settings"})
  @Operation(operationId = "provisioningSettings", summary = "How accounts are provisioned")
  SettingsAnswer get() {
    return new SettingsAnswer(true, Settings.of(rules.get()));
  }

  @Put(uris = {"/settings", "/v1/settings"})
  @Operation(operationId = "putProvisioningSettings", summary = "Change how accounts are made")
  SavedAnswer put(@Body SettingsBody body, @Parameter(hidden = true) Caller caller) {
    return save(body, caller);
  }

  @Post(uris = {"/settings", "/v1/settings"})
  @Operation(operationId = "saveProvisioningSettings", summary = "Change how accounts are made")
  SavedAnswer post(@Body SettingsBody body, @Parameter(hidden = true) Caller caller) {
    return save(body, caller);
  }

  private SavedAnswer save(SettingsBody body, Caller caller) {
    return new SavedAnswer(
        true, "Settings saved successfully", Settings.of(rules.change(caller, body.changes())));
  }
}
