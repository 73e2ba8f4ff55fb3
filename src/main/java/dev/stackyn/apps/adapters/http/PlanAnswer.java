package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.deployments.domain.BuildPlans.Answer;
import dev.stackyn.deployments.engine.Decision;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.Plan;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.SortedMap;

/** What would be built and why, or why nothing can be. */
@Serdeable
@Schema(name = "BuildPlan")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanAnswer(
    boolean buildable,
    @Schema(description = "Why it cannot be built.", example = "DOCKERFILE_MISSING") @Nullable
        String code,
    @Schema(example = "There is no Dockerfile.") @Nullable String message,
    @Schema(example = "5f1c2a9be07d4c3f8a6b1d2e3f4051627f1c2a9b") @Nullable String commit,
    @Schema(example = "Next.js on Node.js 24") @Nullable String title,
    @Schema(description = "The folder that is sent to the builder.", example = "apps/web") @Nullable
        String context,
    @Schema(
            name = "dockerfile_path",
            description = "The repository's own, where that is built.",
            example = "Dockerfile")
        @JsonProperty("dockerfile_path")
        @Nullable
        String dockerfilePath,
    @Schema(description = "The text of the one that is generated.", example = "FROM node:24")
        @Nullable
        String dockerfile,
    @Schema(description = "What the generated Dockerfile copies beside the repository's files.")
        @Nullable
        SortedMap<String, String> files,
    @Schema(description = "What stays out of the build.") @Nullable List<String> ignored,
    @Schema(example = "3000") @Nullable Integer port,
    @Schema(name = "health_path", example = "/healthz") @JsonProperty("health_path") @Nullable
        String healthPath,
    @Schema(description = "Run once before each switch.") @Nullable List<String> release,
    @Nullable List<DecisionAnswer> decisions,
    @Nullable List<String> warnings) {

  /** One decision. */
  @Serdeable
  @Schema(name = "BuildDecision")
  record DecisionAnswer(
      @Schema(example = "package manager") String about,
      @Schema(example = "pnpm") String choice,
      @Schema(example = "pnpm-lock.yaml is there") String reason) {

    static DecisionAnswer of(Decision decision) {
      return new DecisionAnswer(decision.about(), decision.choice(), decision.reason());
    }
  }

  static PlanAnswer of(Answer answer) {
    return switch (answer) {
      case Answer.Possible possible -> of(possible.commit().sha(), possible.plan());
      case Answer.Impossible(var code, String message) ->
          new PlanAnswer(
              false,
              code.name(),
              message,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null);
    };
  }

  private static PlanAnswer of(String commit, Plan plan) {
    Instructions.@Nullable Generated made =
        plan.instructions() instanceof Instructions.Generated generated ? generated : null;
    return new PlanAnswer(
        true,
        null,
        null,
        commit,
        plan.title(),
        plan.context().toString(),
        plan.instructions() instanceof Instructions.Own own ? own.dockerfile().toString() : null,
        made == null ? null : made.dockerfile(),
        made == null ? null : made.files(),
        made == null ? null : made.ignored(),
        plan.hints().port().orElse(null),
        plan.hints().healthPath().orElse(null),
        plan.hints().prepare().orElse(null),
        plan.decisions().stream().map(DecisionAnswer::of).toList(),
        plan.warnings());
  }
}
