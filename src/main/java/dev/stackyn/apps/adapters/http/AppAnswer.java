package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.domain.AppAddresses;
import dev.stackyn.apps.domain.AppView;
import dev.stackyn.deployments.engine.GitRef;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** An app, and how it is. */
@Serdeable
@Schema(name = "App")
record AppAnswer(
    @Schema(example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23") String id,
    @Schema(example = "Shop") String name,
    @Schema(example = "shop") String slug,
    @Schema(
            description =
                "One of pending, building, deploying, running, failed, stopped, disabled.",
            example = "running")
        String status,
    @Schema(
            description = "Where it answers; empty while no version of it does.",
            example = "http://shop.localhost:8000")
        @JsonInclude(JsonInclude.Include.ALWAYS)
        String url,
    @Schema(name = "repo_url", example = "https://github.com/ada/shop") @JsonProperty("repo_url")
        String repoUrl,
    @Schema(
            description = "A branch, tag or commit; empty for the repository's default branch.",
            example = "main")
        @JsonInclude(JsonInclude.Include.ALWAYS)
        String branch,
    @Schema(
            name = "deploy_key",
            description = "The key that has to be allowed to read the repository, over SSH only.",
            example = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ stackyn")
        @JsonProperty("deploy_key")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String deployKey,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt,
    @Schema(description = "Whether it is stopped until the next request, which has it started.")
        boolean sleeping,
    Standing deployment,
    @Schema(description = "Not in lists.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        SettingsAnswer settings) {

  /** What its deployments say of it. */
  @Serdeable
  @Schema(name = "AppStanding")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Standing(
      @Schema(
              name = "active_deployment_id",
              description = "What is worked on, else what serves, else the newest.",
              example = "dep_12")
          @JsonProperty("active_deployment_id")
          @Nullable
          String activeDeploymentId,
      @Schema(name = "last_deployed_at", description = "When a version last began to serve.")
          @JsonProperty("last_deployed_at")
          @Nullable
          Instant lastDeployedAt,
      @Schema(description = "The status of the active deployment.", example = "running")
          String state,
      @Schema(name = "resource_limits") @JsonProperty("resource_limits")
          ResourceLimits resourceLimits,
      @Schema(name = "usage_stats", description = "Null: not measured.", example = "null")
          @JsonProperty("usage_stats")
          @Nullable
          UsageStats usageStats) {}

  /** What it may use at most. */
  @Serdeable
  @Schema(name = "ResourceLimits")
  record ResourceLimits(
      @Schema(name = "memory_mb", example = "512") @JsonProperty("memory_mb") int memoryMb,
      @Schema(example = "0.5") double cpu,
      @Schema(name = "disk_gb", description = "0: not limited.", example = "0")
          @JsonProperty("disk_gb")
          double diskGb) {}

  /** What it uses. */
  @Serdeable
  @Schema(name = "UsageStats")
  record UsageStats(
      @Schema(name = "memory_usage_mb") @JsonProperty("memory_usage_mb") int memoryUsageMb,
      @Schema(name = "memory_usage_percent") @JsonProperty("memory_usage_percent")
          double memoryUsagePercent,
      @Schema(name = "disk_usage_gb") @JsonProperty("disk_usage_gb") double diskUsageGb,
      @Schema(name = "disk_usage_percent") @JsonProperty("disk_usage_percent")
          double diskUsagePercent,
      @Schema(name = "restart_count") @JsonProperty("restart_count") int restartCount) {}

  /** As lists have it. */
  static AppAnswer brief(AppView view, AppAddresses addresses) {
    return of(view, addresses, null);
  }

  static AppAnswer full(AppView view, AppAddresses addresses) {
    return of(view, addresses, SettingsAnswer.of(view.app()));
  }

  static String url(AppView view, AppAddresses addresses) {
    return view.isServed() ? addresses.url(view.app().slug()) : "";
  }

  private static AppAnswer of(
      AppView view, AppAddresses addresses, @Nullable SettingsAnswer settings) {
    App app = view.app();
    return new AppAnswer(
        app.id().toString(),
        app.name().value(),
        app.slug().value(),
        view.status(),
        url(view, addresses),
        app.source().url().text(),
        app.source().branch().map(GitRef::name).orElse(""),
        app.source().deployKey().orElse(null),
        DeploymentAnswer.toTheMillisecond(app.dates().createdAt()),
        DeploymentAnswer.toTheMillisecond(app.dates().updatedAt()),
        view.isAsleep(),
        standing(view),
        settings);
  }

  private static Standing standing(AppView view) {
    App app = view.app();
    return new Standing(
        view.deployments().active().map(active -> "dep_" + active.id()).orElse(null),
        view.deployments().lastLive().map(DeploymentAnswer::toTheMillisecond).orElse(null),
        view.deployments().active().map(active -> active.status().word()).orElse("none"),
        new ResourceLimits(app.memoryMb(), app.settings().resources().cpus(), 0),
        null);
  }
}
