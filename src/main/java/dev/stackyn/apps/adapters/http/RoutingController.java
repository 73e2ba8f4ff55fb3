package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.RoutingChanges;
import dev.stackyn.apps.domain.RoutingDesk;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Requester;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;

/** How apps are reached: what the router sees to before a request comes to one. */
@Access(Access.Rule.USER)
@Controller("/api/v1/apps/{id}/routing")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class RoutingController {
  private final RoutingDesk desk;

  RoutingController(RoutingDesk desk) {
    this.desk = desk;
  }

  @Get
  @Operation(operationId = "appRouting", summary = "How the app is reached")
  RoutingAnswer show(String id, @Parameter(hidden = true) Requester requester) {
    return RoutingAnswer.of(desk.rules(requester, id));
  }

  @Patch
  @Operation(
      operationId = "changeAppRouting",
      summary =
          "Change how the app is reached: it counts at once, whatever is deployed, and stays over"
              + " deployments")
  @RequestBody(
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RoutingBody.class)))
  RoutingAnswer change(
      String id, @Body JsonNode body, @Parameter(hidden = true) Requester requester) {
    // Whose app it is comes before what is wrong with the change.
    desk.rules(requester, id);
    Fields fields = new Fields();
    RoutingChanges changes = RoutingChanges.of(JsonValues.object(body), fields);
    fields.refuse();
    return RoutingAnswer.of(desk.change(requester, id, changes));
  }
}
