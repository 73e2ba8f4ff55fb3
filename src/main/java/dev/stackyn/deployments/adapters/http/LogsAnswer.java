package dev.stackyn.deployments.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.LogPage;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/** A deployment's logs as plain text; what there is not is null, never left out. */
@Serdeable
@Schema(name = "DeploymentLogs")
@JsonInclude(JsonInclude.Include.ALWAYS)
record LogsAnswer(
    @Schema(name = "deployment_id", example = "12") @JsonProperty("deployment_id")
        long deploymentId,
    @Schema(example = "building") String status,
    @Schema(name = "build_log", example = "==> Fetching https://github.com/ada/shop")
        @JsonProperty("build_log")
        @Nullable
        String buildLog,
    @Schema(
            name = "runtime_log",
            description =
                "What the app printed last; while it is being deployed, what the version prints that"
                    + " serves still.",
            example = "listening on 3000")
        @JsonProperty("runtime_log")
        @Nullable
        String runtimeLog,
    @Schema(name = "error_message", example = "[BUILD_FAILED] Step 4 ended with exit code 1")
        @JsonProperty("error_message")
        @Nullable
        String errorMessage) {

  static LogsAnswer of(LogPage page, Optional<String> runtime) {
    Deployment deployment = page.head().deployment();
    return new LogsAnswer(
        deployment.id().value(),
        deployment.status().word(),
        page.text().orElse(null),
        runtime.or(page::lastWords).orElse(null),
        deployment.problem().map(Deployment.Problem::text).orElse(null));
  }
}
