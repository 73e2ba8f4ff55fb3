package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.AppControl;
import dev.stackyn.apps.domain.AppViews;
import dev.stackyn.apps.domain.Fields;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** What somebody does with his app. */
@Access(Access.Rule.USER)
@Controller("/api/v1/apps/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class AppOperationsController {
  private final AppControl control;
  private final AppViews views;
  private final Rendering rendering;
  private final JsonMapper json;

  AppOperationsController(
      AppControl control, AppViews views, Rendering rendering, JsonMapper json) {
    this.control = control;
    this.views = views;
    this.rendering = rendering;
    this.json = json;
  }

  /** What to build; all of it may be left out. */
  @Serdeable
  @Schema(name = "Redeploy")
  record RedeployBody(
      @Schema(
              description = "A branch, tag or commit in place of the app's own, this once.",
              example = "main")
          @Nullable
          String ref,
      @Schema(
              description =
                  "Use nothing of earlier builds: every step is done again, on base images that are"
                      + " asked for at their registry.",
              example = "false")
          @Nullable
          Boolean rebuild) {
    static final RedeployBody NONE = new RedeployBody(null, null);
  }

  /** Which release is to run again. */
  @Serdeable
  @Schema(name = "RollBack", requiredProperties = "deployment_id")
  record RollBackBody(
      @Schema(name = "deployment_id", description = "12 or \"dep_12\".", example = "dep_12")
          @JsonProperty("deployment_id")
          @Nullable
          Object deploymentId) {}

  /** The app as it is now. */
  @Serdeable
  @Schema(name = "AppStopped")
  record StoppedAnswer(
      AppAnswer app, @Schema(description = "Whether anything ran until now.") boolean stopped) {}

  /** Clients send this with no body, whatever they say its type is. */
  @Post("/redeploy")
  @Consumes(MediaType.ALL)
  @Operation(
      operationId = "redeployApp",
      summary = "Build and run the app again; one that still waits is given up for it")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RedeployBody.class)))
  OperationAnswer redeploy(
      String id, @Body @Nullable String body, @Parameter(hidden = true) Requester requester) {
    RedeployBody wanted = parsed(body);
    Optional<GitRef> ref = ref(wanted);
    return rendering.operation(
        Boolean.TRUE.equals(wanted.rebuild())
            ? control.rebuild(requester, id, ref)
            : control.redeploy(requester, id, ref));
  }

  @Post("/stop")
  @Consumes(MediaType.ALL)
  @Operation(
      operationId = "stopApp",
      summary = "Stop the app, and give up what is being deployed of it")
  StoppedAnswer stop(String id, @Parameter(hidden = true) Requester requester) {
    boolean stopped = control.stop(requester, id);
    return new StoppedAnswer(rendering.app(views.one(requester, id)), stopped);
  }

  @Post("/start")
  @Consumes(MediaType.ALL)
  @Operation(
      operationId = "startApp",
      summary = "Run the app as it was built last; what runs already is left as it is")
  OperationAnswer start(String id, @Parameter(hidden = true) Requester requester) {
    return rendering.operation(control.start(requester, id));
  }

  @Post("/restart")
  @Consumes(MediaType.ALL)
  @Operation(
      operationId = "restartApp",
      summary = "Run the app again as it was built, with its present settings and environment")
  OperationAnswer restart(String id, @Parameter(hidden = true) Requester requester) {
    return rendering.operation(control.restart(requester, id));
  }

  @Post("/rollback")
  @Operation(
      operationId = "rollBackApp",
      summary = "Run an older release again, with the settings and environment it had")
  OperationAnswer rollBack(
      String id, @Body RollBackBody body, @Parameter(hidden = true) Requester requester) {
    if (body.deploymentId == null) {
      throw Refusal.invalid("deployment_id", "The deployment to go back to is required.");
    }
    DeploymentId release =
        DeploymentId.parse(body.deploymentId.toString())
            .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "Deployment not found"));
    return rendering.operation(control.rollBack(requester, id, release));
  }

  private static Optional<GitRef> ref(RedeployBody wanted) {
    Fields fields = new Fields();
    Optional<GitRef> ref =
        Optional.ofNullable(wanted.ref())
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .flatMap(text -> fields.read("ref", "The ref", () -> new GitRef(text)));
    fields.refuse();
    return ref;
  }

  private RedeployBody parsed(@Nullable String body) {
    if (body == null || body.isBlank()) {
      return RedeployBody.NONE;
    }
    try {
      return Objects.requireNonNullElse(
          json.readValue(body, RedeployBody.class), RedeployBody.NONE);
    } catch (IOException e) {
      throw Refusal.of(
          ErrorCode.MALFORMED_BODY,
          "The request body cannot be read: it is not the JSON that is expected here.");
    }
  }
}
