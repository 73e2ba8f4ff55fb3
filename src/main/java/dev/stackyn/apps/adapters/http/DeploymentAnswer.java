package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.engine.Commit;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A deployment as a list of an app's shows it: its logs are asked for one by one. */
@Serdeable
@Schema(name = "AppDeployment")
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeploymentAnswer(
    @Schema(example = "12") long id,
    @Schema(name = "app_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
        @JsonProperty("app_id")
        String appId,
    @Schema(
            description =
                "One of pending, building, deploying, running, failed, cancelled, stopped.",
            example = "running")
        String status,
    @Schema(
            description = "One of create, redeploy, start, restart, rollback.",
            example = "redeploy")
        String trigger,
    @Schema(description = "How far it has come.", example = "build") @Nullable String phase,
    @Schema(
            name = "queue_position",
            description = "While it waits for its turn to build: 1 for the next.",
            example = "2")
        @JsonProperty("queue_position")
        @Nullable
        Integer queuePosition,
    @Schema(
            name = "waiting_reason",
            description = "While it waits: for what.",
            example = "2 builds run, and no more may at once")
        @JsonProperty("waiting_reason")
        @Nullable
        String waitingReason,
    @Schema(description = "The branch, tag or commit that was asked for.", example = "main")
        @Nullable
        String ref,
    @Nullable CommitAnswer commit,
    @Schema(name = "image_name", example = "stackyn/shop:12") @JsonProperty("image_name") @Nullable
        String imageName,
    @Schema(
            name = "container_id",
            example = "f1c2a9be07d4c3f8a6b1d2e3f4051627f1c2a9be07d4c3f8a6b1d2e3f4051627")
        @JsonProperty("container_id")
        @Nullable
        String containerId,
    @Schema(example = "shop.example.com") @Nullable String subdomain,
    @Schema(description = "Whether the app can go back to it.") boolean release,
    @Schema(
            name = "watched_until",
            description =
                "Until then the version before is kept, and serves again if this one fails.")
        @JsonProperty("watched_until")
        @Nullable
        Instant watchedUntil,
    @Schema(name = "switch") @JsonProperty("switch") @Nullable SwitchAnswer switched,
    @Schema(description = "Whether the next request has it started, and waits for it.")
        boolean sleeping,
    @Schema(name = "error_code", example = "BUILD_FAILED") @JsonProperty("error_code") @Nullable
        String errorCode,
    @Schema(
            name = "error_message",
            description = "Why it failed, with its code before it.",
            example = "[BUILD_FAILED] The build failed in step 3.")
        @JsonProperty("error_message")
        @Nullable
        String errorMessage,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt,
    @Schema(name = "live_at", description = "When it began to serve.")
        @JsonProperty("live_at")
        @Nullable
        Instant liveAt,
    @Schema(name = "ended_at") @JsonProperty("ended_at") @Nullable Instant endedAt) {

  /** Exactly which source was taken. */
  @Serdeable
  @Schema(name = "AppDeploymentCommit")
  record CommitAnswer(
      @Schema(example = "5f1c2a9be07d4c3f8a6b1d2e3f4051627f1c2a9b") String sha,
      @Schema(example = "Ada Lovelace") String author,
      @Schema(example = "Fix the cart") String message,
      @Schema(name = "committed_at") @JsonProperty("committed_at") Instant committedAt) {

    static CommitAnswer of(Commit commit) {
      return new CommitAnswer(commit.sha(), commit.author(), commit.message(), commit.at());
    }
  }

  /** What became of the app's requests while it took over. */
  @Serdeable
  @Schema(
      name = "AppDeploymentSwitch",
      description = "What became of the app's requests while this version took over.")
  record SwitchAnswer(
      @Schema(example = "1240") long requests,
      @Schema(description = "Those that got no whole answer of the app's.", example = "0")
          long failed,
      @Schema(
              name = "longest_wait_ms",
              description = "How long the one that waited longest for its answer did.",
              example = "31")
          @JsonProperty("longest_wait_ms")
          long longestWaitMs) {

    static SwitchAnswer of(Deployment.Switched switched) {
      return new SwitchAnswer(switched.requests(), switched.failed(), switched.longestMillis());
    }
  }

  static DeploymentAnswer of(Deployment deployment) {
    Deployment.Made made = deployment.made();
    Deployment.Times times = deployment.times();
    return new DeploymentAnswer(
        deployment.id().value(),
        deployment.app().toString(),
        deployment.status().word(),
        word(deployment.trigger()),
        deployment.phase().map(DeploymentAnswer::word).orElse(null),
        deployment.queued().map(Deployment.Queued::place).orElse(null),
        deployment.queued().map(Deployment.Queued::reason).orElse(null),
        made.ref().orElse(null),
        made.commit().map(CommitAnswer::of).orElse(null),
        made.imageName().orElse(null),
        made.container().orElse(null),
        made.host().orElse(null),
        deployment.isRelease(),
        deployment.service().watch().map(watch -> toTheMillisecond(watch.until())).orElse(null),
        deployment.service().switched().map(SwitchAnswer::of).orElse(null),
        deployment.service().asleep(),
        deployment.problem().map(problem -> problem.code().name()).orElse(null),
        deployment.problem().map(Deployment.Problem::text).orElse(null),
        toTheMillisecond(times.created()),
        toTheMillisecond(times.updated()),
        times.live().map(DeploymentAnswer::toTheMillisecond).orElse(null),
        times.ended().map(DeploymentAnswer::toTheMillisecond).orElse(null));
  }

  static Instant toTheMillisecond(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MILLIS);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
