package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.domain.AppCheckup;
import dev.stackyn.apps.domain.AppDesk;
import dev.stackyn.apps.domain.RepositoryCheck;
import dev.stackyn.deployments.domain.RepositoryAccess.Answer;
import dev.stackyn.deployments.engine.SourceTip;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Requester;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;

/** Whether an app answers, and whether its repository can be read. */
@Access(Access.Rule.USER)
@Controller("/api/v1/apps/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class AppChecksController {
  private final AppCheckup checkup;
  private final RepositoryCheck repositories;
  private final AppDesk desk;
  private final Rendering rendering;

  AppChecksController(
      AppCheckup checkup, RepositoryCheck repositories, AppDesk desk, Rendering rendering) {
    this.checkup = checkup;
    this.repositories = repositories;
    this.desk = desk;
    this.rendering = rendering;
  }

  /** Whether the repository can be read, and why not. */
  @Serdeable
  @Schema(name = "RepositoryAccess")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AccessAnswer(
      boolean readable,
      @Schema(description = "Why it cannot be read.", example = "REPO_ACCESS_DENIED") @Nullable
          String code,
      @Schema(example = "The repository cannot be read with this token.") @Nullable String message,
      @Schema(description = "branch, tag or commit.", example = "branch") @Nullable String kind,
      @Schema(description = "What will be deployed.", example = "main") @Nullable String ref,
      @Schema(example = "5f1c2a9be07d4c3f8a6b1d2e3f4051627f1c2a9b") @Nullable String sha,
      @Schema(name = "default_branch", example = "main") @JsonProperty("default_branch") @Nullable
          String defaultBranch) {

    static AccessAnswer of(Answer answer) {
      return switch (answer) {
        case Answer.Open(SourceTip tip) ->
            new AccessAnswer(
                true,
                null,
                null,
                tip.kind().name().toLowerCase(Locale.ROOT),
                tip.name(),
                tip.sha(),
                tip.defaultBranch().orElse(null));
        case Answer.Closed closed ->
            new AccessAnswer(false, closed.code().name(), closed.message(), null, null, null, null);
      };
    }
  }

  /** The key that has to be allowed to read the repository. */
  @Serdeable
  @Schema(name = "DeployKey")
  record KeyAnswer(
      @Schema(name = "deploy_key", example = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ stackyn")
          @JsonProperty("deploy_key")
          String deployKey) {

    static KeyAnswer of(App app) {
      return new KeyAnswer(app.source().deployKey().orElse(""));
    }
  }

  @Get("/verify")
  @Operation(operationId = "verifyApp", summary = "Try whether the app answers right now")
  VerifyAnswer verify(String id, @Parameter(hidden = true) Requester requester) {
    return rendering.verify(checkup.examine(requester, id));
  }

  @Get("/access")
  @Operation(
      operationId = "appAccess",
      summary = "Try whether the app's repository can be read; takes 8 seconds at most")
  AccessAnswer access(String id, @Parameter(hidden = true) Requester requester) {
    return AccessAnswer.of(repositories.look(requester, id));
  }

  @Post("/deploy-key")
  @Consumes(MediaType.ALL)
  @Operation(
      operationId = "replaceDeployKey",
      summary = "Make a new deploy key; the one before is not used any more")
  KeyAnswer replaceKey(String id, @Parameter(hidden = true) Requester requester) {
    return KeyAnswer.of(desk.replaceKey(requester, id));
  }
}
