package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.domain.AppSettings;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** An app's settings as they count, those that nobody has set included. */
@Serdeable
@Schema(
    name = "AppSettings",
    description =
        "In a request, what is left out stays as it is, and null goes back to its default.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record SettingsAnswer(
    @Schema(
            name = "dockerfile_path",
            description = "Within the repository; null: Dockerfile in the context folder.",
            example = "deploy/Dockerfile")
        @JsonProperty("dockerfile_path")
        @Nullable
        String dockerfilePath,
    @Schema(description = "The folder that is built; null: the whole repository.", example = "web")
        @Nullable
        String context,
    @Schema(name = "build_target", description = "A stage of the Dockerfile.", example = "final")
        @JsonProperty("build_target")
        @Nullable
        String buildTarget,
    @Schema(
            name = "build_args",
            description = "Up to 50, by name. They stay in the image: nothing secret in them.")
        @JsonProperty("build_args")
        Map<String, String> buildArgs,
    @Schema(
            description = "Where it listens; null: found out. The container gets it as PORT.",
            example = "3000")
        @Nullable
        Integer port,
    @Schema(
            name = "health_path",
            description = "Asked by HTTP until it answers; null: a TCP connection is enough.",
            example = "/healthz")
        @JsonProperty("health_path")
        @Nullable
        String healthPath,
    @Schema(name = "health_status", description = "The status that counts.", example = "200")
        @JsonProperty("health_status")
        int healthStatus,
    @Schema(
            name = "start_period_seconds",
            description = "How long it may take to be ready, 1 to 600.",
            example = "60")
        @JsonProperty("start_period_seconds")
        long startPeriodSeconds,
    @Schema(
            name = "stop_grace_seconds",
            description = "How long it may take to end, 0 to 300.",
            example = "10")
        @JsonProperty("stop_grace_seconds")
        long stopGraceSeconds,
    @Schema(
            name = "memory_mb",
            description = "From 32; all apps together have at most what the plan gives.",
            example = "512")
        @JsonProperty("memory_mb")
        int memoryMb,
    @Schema(description = "From 0.05.", example = "1.0") double cpus,
    @Schema(description = "Processes and threads, 16 to 32768.", example = "512") int pids,
    @Schema(
            description =
                "Up to 10 folders by name that outlive deployments, such as"
                    + " {\"data\": \"/var/lib/data\"}.")
        Map<String, String> volumes,
    @Schema(description = "always, on_failure or never.", example = "always") String restart,
    @Schema(description = "Always 1.", example = "1") int replicas,
    @Schema(
            name = "keep_releases",
            description = "How many versions can be rolled back to, 1 to 50.",
            example = "5")
        @JsonProperty("keep_releases")
        int keepReleases,
    @Schema(
            name = "auto_rollback",
            description =
                "Whether a version that fails soon after it has taken over gives way to the one before"
                    + " again, which is kept for that long.")
        @JsonProperty("auto_rollback")
        boolean autoRollback,
    @Schema(
            name = "always_on",
            description =
                "Whether it runs also while nobody visits it; where the plan has that. Otherwise it is"
                    + " stopped after a while, and started by its next request, which waits.")
        @JsonProperty("always_on")
        boolean alwaysOn,
    @Schema(
            description =
                "Runs instead of the image's own command: words, or in a request also one line for"
                    + " a shell.")
        @Nullable
        List<String> command,
    @Schema(
            name = "release_command",
            description =
                "Runs once in the new image before it takes over, and has to succeed: words, or in"
                    + " a request also one line for a shell.")
        @JsonProperty("release_command")
        @Nullable
        List<String> releaseCommand) {
  private static final int REPLICAS = 1;

  static SettingsAnswer of(App app) {
    AppSettings settings = app.settings();
    return new SettingsAnswer(
        settings.build().dockerfile().orElse(null),
        settings.build().context().orElse(null),
        settings.build().target().orElse(null),
        settings.build().arguments(),
        settings.health().port().orElse(null),
        settings.health().path().orElse(null),
        settings.health().status(),
        settings.health().startPeriod().toSeconds(),
        settings.health().stopGrace().toSeconds(),
        app.memoryMb(),
        settings.resources().cpus(),
        settings.resources().processes(),
        settings.run().volumes(),
        AppSettings.word(settings.run().restart()),
        REPLICAS,
        settings.keeping().releases(),
        settings.keeping().autoRollback(),
        settings.keeping().alwaysOn(),
        settings.run().command().orElse(null),
        settings.run().releaseCommand().orElse(null));
  }
}
