package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.AppControl;
import dev.stackyn.apps.domain.AppDesk;
import dev.stackyn.apps.domain.AppViews;
import dev.stackyn.apps.domain.RepositoryRules;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Requester;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Apps: everybody's own, and how they begin, change and end. */
@Access(Access.Rule.USER)
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class AppsController {
  private static final String JSON = "application/json";

  private final AppViews views;
  private final AppDesk desk;
  private final AppControl control;
  private final RepositoryRules rules;
  private final Rendering rendering;

  AppsController(
      AppViews views,
      AppDesk desk,
      AppControl control,
      RepositoryRules rules,
      Rendering rendering) {
    this.views = views;
    this.desk = desk;
    this.control = control;
    this.rules = rules;
    this.rendering = rendering;
  }

  @Post("/v1/apps")
  @Status(HttpStatus.CREATED)
  @Operation(operationId = "createApp", summary = "Make an app, and deploy it")
  OperationAnswer create(@Body CreateBody body, @Parameter(hidden = true) Requester requester) {
    return rendering.operation(desk.create(requester, body.read(rules)));
  }

  /** Counts from the next deployment or restart on. */
  @Patch("/v1/apps/{id}")
  @Operation(
      operationId = "changeApp",
      summary = "Change name, repository or settings; they count from the next deployment on")
  @RequestBody(
      content = @Content(mediaType = JSON, schema = @Schema(implementation = ChangeBody.class)))
  AppAnswer change(String id, @Body JsonNode body, @Parameter(hidden = true) Requester requester) {
    // Whose app it is comes before what is wrong with the change.
    views.one(requester, id);
    desk.change(requester, id, ChangeBody.read(JsonValues.object(body), rules));
    return rendering.app(views.one(requester, id));
  }

  @Delete("/v1/apps/{id}{?volumes}")
  @Status(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "deleteApp",
      summary = "Delete an app with its containers, images, routes, logs and environment")
  void delete(
      String id,
      @Parameter(description = "true: what is in its volumes goes too.") @QueryValue @Nullable
          String volumes,
      @Parameter(hidden = true) Requester requester) {
    control.delete(requester, id, Boolean.parseBoolean(volumes));
  }
}
