package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.domain.AppAddresses;
import dev.stackyn.apps.domain.AppCheckup;
import dev.stackyn.deployments.domain.AppCheck;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** How an app serves right now. */
@Serdeable
@Schema(name = "AppCheck")
@JsonInclude(JsonInclude.Include.ALWAYS)
record VerifyAnswer(
    @Schema(name = "app_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
        @JsonProperty("app_id")
        String appId,
    @Schema(name = "app_name", example = "Shop") @JsonProperty("app_name") String appName,
    @Schema(name = "is_running") @JsonProperty("is_running") boolean running,
    @Schema(
            name = "container_id",
            example = "f1c2a9be07d4c3f8a6b1d2e3f4051627f1c2a9be07d4c3f8a6b1d2e3f4051627")
        @JsonProperty("container_id")
        @Nullable
        String containerId,
    @Schema(name = "container_name", example = "shop-12") @JsonProperty("container_name") @Nullable
        String containerName,
    @Schema(example = "3000") @Nullable Integer port,
    @Schema(example = "shop.example.com") String subdomain,
    @Schema(example = "http://shop.localhost:8000") String url,
    @Schema(name = "traefik_configured", description = "Whether its host name leads to it.")
        @JsonProperty("traefik_configured")
        boolean routed,
    @Schema(name = "health_check_passed", description = "Whether it answers as the router asks it.")
        @JsonProperty("health_check_passed")
        boolean healthCheckPassed,
    @Schema(description = "What is wrong.", example = "[]") List<String> errors,
    boolean success) {

  static VerifyAnswer of(AppCheckup.Findings findings, AppAddresses addresses) {
    App app = findings.app().app();
    AppCheck check = findings.check();
    return new VerifyAnswer(
        app.id().toString(),
        app.name().value(),
        check.running(),
        check.container().orElse(null),
        findings
            .app()
            .deployments()
            .running()
            .map(running -> app.slug() + "-" + running.id())
            .orElse(null),
        check.port().orElse(null),
        addresses.host(app.slug()),
        AppAnswer.url(findings.app(), addresses),
        check.routed(),
        check.answers(),
        check.errors(),
        check.isWell());
  }
}
