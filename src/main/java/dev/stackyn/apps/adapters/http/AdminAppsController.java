package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.AppControl;
import dev.stackyn.apps.domain.AppViews;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The desk where administrators look after apps. To their app a 403 is the end of the session:
 * rules say no with 400, 404 or 409 here.
 */
@Access(Access.Rule.ADMIN)
@Controller("/admin/apps")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Administration")
class AdminAppsController {
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  private final AppViews views;
  private final AppControl control;
  private final Rendering rendering;

  AdminAppsController(AppViews views, AppControl control, Rendering rendering) {
    this.views = views;
    this.control = control;
    this.rendering = rendering;
  }

  /** Newest first. */
  @Serdeable
  @Schema(name = "AdminApps")
  record AppsAnswer(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<AdminAppAnswer> apps,
      long total,
      int limit,
      int offset) {}

  /** What was done to which app. */
  @Serdeable
  @Schema(name = "AdminAppChanged")
  record ChangedAnswer(
      @Schema(example = "App is starting") String message,
      @Schema(name = "app_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("app_id")
          String appId) {}

  /** That an app is stopped. */
  @Serdeable
  @Schema(name = "AdminAppStopped")
  record StoppedAnswer(
      @Schema(example = "App stopped") String message,
      @Schema(name = "app_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("app_id")
          String appId,
      @Schema(name = "stopped_containers", example = "1") @JsonProperty("stopped_containers")
          int stoppedContainers) {}

  /** That an app is being deployed. */
  @Serdeable
  @Schema(name = "AdminAppRedeployed")
  record RedeployedAnswer(
      @Schema(example = "App is being redeployed") String message,
      @Schema(name = "app_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("app_id")
          String appId,
      DeploymentAnswer deployment) {}

  @Get("{?limit,offset}")
  @Operation(operationId = "adminApps", summary = "Everybody's apps, newest first")
  AppsAnswer list(
      @Parameter(description = "1 to 100, else 50.") @QueryValue @Nullable String limit,
      @QueryValue @Nullable String offset) {
    int most = Numbers.within(limit, 1, LARGEST_PAGE, PAGE);
    int skipped = Numbers.within(offset, 0, Integer.MAX_VALUE, 0);
    AppViews.Page page = views.page(most, skipped);
    return new AppsAnswer(
        page.apps().stream().map(one -> rendering.adminApp(one.view(), one.deployments())).toList(),
        page.total(),
        most,
        skipped);
  }

  @Post("/{id}/stop")
  @Consumes(MediaType.ALL)
  @Operation(operationId = "adminStopApp", summary = "Stop anybody's app")
  StoppedAnswer stop(String id, @Parameter(hidden = true) Requester requester) {
    return new StoppedAnswer("App stopped", id, control.stop(requester, id) ? 1 : 0);
  }

  @Post("/{id}/start")
  @Consumes(MediaType.ALL)
  @Operation(operationId = "adminStartApp", summary = "Run anybody's app as it was built last")
  ChangedAnswer start(String id, @Parameter(hidden = true) Requester requester) {
    allowed(() -> control.start(requester, id));
    return new ChangedAnswer("App is starting", id);
  }

  @Post("/{id}/redeploy")
  @Consumes(MediaType.ALL)
  @Operation(operationId = "adminRedeployApp", summary = "Build and run anybody's app again")
  RedeployedAnswer redeploy(String id, @Parameter(hidden = true) Requester requester) {
    return new RedeployedAnswer(
        "App is being redeployed",
        id,
        DeploymentAnswer.of(
            allowed(() -> control.redeploy(requester, id, Optional.empty())).deployment()));
  }

  @Delete("/{id}{?volumes}")
  @Operation(operationId = "adminDeleteApp", summary = "Delete anybody's app")
  ChangedAnswer delete(
      String id,
      @Parameter(description = "true: what is in its volumes goes too.") @QueryValue @Nullable
          String volumes,
      @Parameter(hidden = true) Requester requester) {
    control.delete(requester, id, Boolean.parseBoolean(volumes));
    return new ChangedAnswer("App deleted", id);
  }

  /** It is the owner who would have to pay, not the administrator who asks. */
  private static <T> T allowed(Supplier<T> asked) {
    try {
      return asked.get();
    } catch (Refusal refusal) {
      if (refusal.code() == ErrorCode.PAYMENT_REQUIRED) {
        throw Refusal.of(
            ErrorCode.DEPLOYMENT_STATE_CONFLICT,
            "The plan of the app's owner has lapsed: " + refusal.text());
      }
      throw refusal;
    }
  }
}
