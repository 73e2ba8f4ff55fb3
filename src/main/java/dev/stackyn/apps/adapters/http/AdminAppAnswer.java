package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.domain.AppView;
import dev.stackyn.deployments.engine.GitRef;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** An app, as administrators see it. */
@Serdeable
@Schema(name = "AdminApp")
record AdminAppAnswer(
    @Schema(example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23") String id,
    @Schema(name = "owner_id", example = "0199f0a2-4a1e-7c3d-9a4f-2b6c8d0e1f23")
        @JsonProperty("owner_id")
        String ownerId,
    @Schema(example = "Shop") String name,
    @Schema(example = "shop") String slug,
    @Schema(
            description =
                "One of pending, building, deploying, running, failed, stopped, disabled.",
            example = "running")
        String status,
    @Schema(example = "http://shop.localhost:8000") @JsonInclude(JsonInclude.Include.ALWAYS)
        String url,
    @Schema(name = "repo_url", example = "https://github.com/ada/shop") @JsonProperty("repo_url")
        String repoUrl,
    @Schema(example = "main") @JsonInclude(JsonInclude.Include.ALWAYS) String branch,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt,
    @Schema(name = "deployment_count", example = "12") @JsonProperty("deployment_count")
        int deploymentCount,
    @Schema(
            name = "latest_status",
            description = "What has become of the newest deployment.",
            example = "failed")
        @JsonProperty("latest_status")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String latestStatus,
    PrivilegesAnswer privileges) {

  static AdminAppAnswer of(AppView view, int deployments, String url) {
    App app = view.app();
    return new AdminAppAnswer(
        app.id().toString(),
        app.owner().toString(),
        app.name().value(),
        app.slug().value(),
        view.status(),
        url,
        app.source().url().text(),
        app.source().branch().map(GitRef::name).orElse(""),
        DeploymentAnswer.toTheMillisecond(app.dates().createdAt()),
        DeploymentAnswer.toTheMillisecond(app.dates().updatedAt()),
        deployments,
        view.deployments().newest().map(newest -> newest.status().word()).orElse(null),
        PrivilegesAnswer.of(app.setup().privileges()));
  }
}
