package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.BuildPreview;
import dev.stackyn.apps.domain.RepositoryRules;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Requester;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What a build would do. */
@Access(Access.Rule.USER)
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class PlansController {
  private final BuildPreview preview;
  private final RepositoryRules rules;

  PlansController(BuildPreview preview, RepositoryRules rules) {
    this.preview = preview;
    this.rules = rules;
  }

  @Get("/apps/{id}/plan")
  @Operation(
      operationId = "appPlan",
      summary = "How the app would be built now, and why; takes a minute at most")
  PlanAnswer ofApp(String id, @Parameter(hidden = true) Requester requester) {
    return PlanAnswer.of(preview.of(requester, id));
  }

  @Post("/plan")
  @Operation(
      operationId = "plan",
      summary = "How a repository would be built, and why; takes a minute at most")
  PlanAnswer ofRepository(@Body PlanBody body) {
    PlanBody.Read read = body.read(rules);
    return PlanAnswer.of(preview.of(read.source(), read.settings()));
  }
}
