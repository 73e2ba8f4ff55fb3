package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.AppRows;
import dev.stackyn.apps.domain.AppView;
import dev.stackyn.apps.domain.AppViews;
import dev.stackyn.deployments.domain.DeploymentRows;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.SessionAnswers;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.KeptAnswers.Reading;
import dev.stackyn.platform.domain.RowSet;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.Stream;

/** What pages ask for every few seconds: each answer names the rows it is read from. */
@Access(Access.Rule.USER)
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class PolledAppsController {
  private static final String JSON = "application/json";
  private static final int USUAL = 100;
  private static final int MOST = 500;

  private final SessionAnswers answers;
  private final AppViews views;
  private final Rendering rendering;
  private final Revalidation revalidation;

  PolledAppsController(
      SessionAnswers answers, AppViews views, Rendering rendering, Revalidation revalidation) {
    this.answers = answers;
    this.views = views;
    this.rendering = rendering;
    this.revalidation = revalidation;
  }

  @Get(uris = {"/apps", "/v1/apps"})
  @Operation(operationId = "apps", summary = "Your apps, newest first")
  @ApiResponse(
      responseCode = "200",
      description = "Without their settings.",
      content =
          @Content(
              mediaType = JSON,
              array = @ArraySchema(schema = @Schema(implementation = AppAnswer.class))))
  @ApiResponse(responseCode = "304", description = "As If-None-Match has it.")
  HttpResponse<?> list(
      @Parameter(hidden = true) HttpRequest<?> request, @Parameter(hidden = true) Caller caller) {
    return revalidation.answer(request, answers.find(caller, "apps", this::own));
  }

  @Get("/v1/apps/{id}")
  @Operation(operationId = "app", summary = "One app, with its settings")
  @ApiResponse(
      responseCode = "200",
      description = "The app.",
      content = @Content(mediaType = JSON, schema = @Schema(implementation = AppAnswer.class)))
  @ApiResponse(responseCode = "304", description = "As If-None-Match has it.")
  HttpResponse<?> one(
      String id,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Parameter(hidden = true) Caller caller) {
    return revalidation.answer(request, answers.find(caller, "app " + id, now -> app(now, id)));
  }

  @Get("/v1/apps/{id}/deployments{?limit}")
  @Operation(operationId = "appDeployments", summary = "The app's deployments, newest first")
  @ApiResponse(
      responseCode = "200",
      description = "Without their logs.",
      content =
          @Content(
              mediaType = JSON,
              array = @ArraySchema(schema = @Schema(implementation = DeploymentAnswer.class))))
  @ApiResponse(responseCode = "304", description = "As If-None-Match has it.")
  HttpResponse<?> deployments(
      String id,
      @Parameter(description = "1 to 500, else 100.") @QueryValue @Nullable String limit,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Parameter(hidden = true) Caller caller) {
    int most = Numbers.within(limit, 1, MOST, USUAL);
    String address = "deployments %d %s".formatted(most, id);
    return revalidation.answer(
        request,
        most <= DeploymentRows.MOST_RECENT
            ? answers.find(caller, address, now -> deployments(now, id, most))
            : deployments(caller, id, most).answer());
  }

  private Reading own(Caller caller) {
    List<AppView> own = views.own(caller.requester());
    Stream<RowSet> standings =
        own.stream().map(view -> DeploymentRows.STANDING.of(view.app().id().value()));
    return new Reading(
        rendering.apps(own),
        Stream.concat(Stream.of(AppRows.OWNED.of(caller.id().value())), standings).toList());
  }

  private Reading app(Caller caller, String id) {
    AppView view = views.one(caller.requester(), id);
    AppId app = view.app().id();
    return new Reading(
        rendering.one(view),
        List.of(AppRows.APP.of(app.value()), DeploymentRows.STANDING.of(app.value())));
  }

  private Reading deployments(Caller caller, String id, int most) {
    AppViews.History history = views.history(caller.requester(), id, most);
    AppId app = history.app();
    return new Reading(
        rendering.deployments(history.deployments()),
        List.of(AppRows.APP.of(app.value()), DeploymentRows.RECENT.of(app.value())));
  }
}
