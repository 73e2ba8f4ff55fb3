package dev.stackyn.billing.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.billing.domain.Feature;
import dev.stackyn.billing.domain.Features;
import dev.stackyn.billing.domain.Limits;
import dev.stackyn.billing.domain.Plan;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** A plan, with the limits that count. */
@Serdeable
@Schema(name = "Plan")
record PlanAnswer(
    @Schema(example = "pro") String name,
    @Schema(name = "display_name", example = "Pro") @JsonProperty("display_name")
        String displayName,
    @Schema(description = "In cents.", example = "4900") int price,
    @Schema(name = "max_ram_mb", example = "2048") @JsonProperty("max_ram_mb") int maxRamMb,
    @Schema(name = "max_disk_mb", example = "20480") @JsonProperty("max_disk_mb") int maxDiskMb,
    @Schema(name = "max_apps", example = "3") @JsonProperty("max_apps") int maxApps,
    @Schema(name = "always_on") @JsonProperty("always_on") boolean alwaysOn,
    @Schema(name = "auto_deploy") @JsonProperty("auto_deploy") boolean autoDeploy,
    @Schema(name = "health_checks") @JsonProperty("health_checks") boolean healthChecks,
    boolean logs,
    @Schema(name = "zero_downtime") @JsonProperty("zero_downtime") boolean zeroDowntime,
    boolean workers,
    @Schema(name = "priority_builds") @JsonProperty("priority_builds") boolean priorityBuilds,
    @Schema(name = "manual_deploy_only") @JsonProperty("manual_deploy_only")
        boolean manualDeployOnly) {

  static PlanAnswer of(Plan plan) {
    Limits limits = plan.limits();
    Features features = limits.features();
    return new PlanAnswer(
        plan.name().value(),
        plan.displayName(),
        plan.priceCents(),
        limits.memoryMb(),
        limits.diskMb(),
        limits.apps(),
        features.has(Feature.ALWAYS_ON),
        features.has(Feature.AUTO_DEPLOY),
        features.has(Feature.HEALTH_CHECKS),
        features.has(Feature.LOGS),
        features.has(Feature.ZERO_DOWNTIME),
        features.has(Feature.WORKERS),
        features.has(Feature.PRIORITY_BUILDS),
        features.has(Feature.MANUAL_DEPLOY_ONLY));
  }
}
