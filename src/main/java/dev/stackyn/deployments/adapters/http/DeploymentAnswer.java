package dev.stackyn.deployments.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.Deployment.Problem;
import dev.stackyn.deployments.engine.Commit;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A deployment on the wire. Its logs are asked for by themselves. */
@Serdeable
@Schema(name = "Deployment")
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
    @Schema(description = "The step that it has come to.", example = "build") @Nullable
        String phase,
    @Schema(
            name = "queue_position",
            description =
                "While it waits for its turn to build: its place in the line, 1 for the next.",
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
    @Schema(name = "container_id", example = "4f1c…") @JsonProperty("container_id") @Nullable
        String containerId,
    @Schema(example = "shop.apps.example.com") @Nullable String subdomain,
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
            description = "Why it failed, with the code in front.",
            example = "[BUILD_FAILED] Step 4 ended with exit code 1: npm ci")
        @JsonProperty("error_message")
        @Nullable
        String errorMessage,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt,
    @Schema(name = "live_at") @JsonProperty("live_at") @Nullable Instant liveAt,
    @Schema(name = "ended_at") @JsonProperty("ended_at") @Nullable Instant endedAt) {

  /** What it was made from. */
  @Serdeable
  @Schema(name = "Commit")
  record CommitAnswer(
      @Schema(example = "9f2c4b7e1a3d5f60718293a4b5c6d7e8f9012345") String sha,
      @Schema(example = "Ada Lovelace") String author,
      @Schema(example = "Sell tea as well") String message,
      @Schema(name = "committed_at") @JsonProperty("committed_at") Instant committedAt) {

    static CommitAnswer of(Commit commit) {
      return new CommitAnswer(commit.sha(), commit.author(), commit.message(), commit.at());
    }
  }

  /** What became of the app's requests while it took over. */
  @Serdeable
  @Schema(
      name = "Switch",
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
        deployment.trigger().name().toLowerCase(Locale.ROOT),
        deployment.phase().map(phase -> phase.name().toLowerCase(Locale.ROOT)).orElse(null),
        deployment.queued().map(Deployment.Queued::place).orElse(null),
        deployment.queued().map(Deployment.Queued::reason).orElse(null),
        made.ref().orElse(null),
        made.commit().map(CommitAnswer::of).orElse(null),
        made.imageName().orElse(null),
        made.container().orElse(null),
        made.host().orElse(null),
        deployment.isRelease(),
        deployment.service().watch().map(watch -> millis(watch.until())).orElse(null),
        deployment.service().switched().map(SwitchAnswer::of).orElse(null),
        deployment.service().asleep(),
        deployment.problem().map(problem -> problem.code().name()).orElse(null),
        deployment.problem().map(Problem::text).orElse(null),
        millis(times.created()),
        millis(times.updated()),
        times.live().map(DeploymentAnswer::millis).orElse(null),
        times.ended().map(DeploymentAnswer::millis).orElse(null));
  }

  private static Instant millis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }
}
