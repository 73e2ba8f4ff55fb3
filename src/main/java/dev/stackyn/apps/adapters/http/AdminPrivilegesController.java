package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.domain.AppLookup;
import dev.stackyn.apps.domain.AppPrivileges;
import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.PrivilegeDesk;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Requester;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.Map;

/**
 * What an app may do that others may not: for administrators alone, its owner does not ask here.
 */
@Access(Access.Rule.ADMIN)
@Controller("/admin/apps/{id}/privileges")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Administration")
class AdminPrivilegesController {
  private final AppLookup lookup;
  private final PrivilegeDesk desk;

  AdminPrivilegesController(AppLookup lookup, PrivilegeDesk desk) {
    this.lookup = lookup;
    this.desk = desk;
  }

  /** What an app is allowed from its next deployment on. */
  @Serdeable
  @Schema(name = "AdminAppPrivileges")
  record AllowedAnswer(
      @Schema(example = "Counts from the next deployment on") String message,
      @Schema(name = "app_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("app_id")
          String appId,
      PrivilegesAnswer privileges) {

    static AllowedAnswer of(App app) {
      return new AllowedAnswer(
          "Counts from the next deployment on",
          app.id().toString(),
          PrivilegesAnswer.of(app.setup().privileges()));
    }
  }

  @Get
  @Operation(
      operationId = "adminAppPrivileges",
      summary = "What an app is allowed beyond what every app is")
  AllowedAnswer show(String id, @Parameter(hidden = true) Requester requester) {
    return AllowedAnswer.of(lookup.find(requester, id));
  }

  @Put
  @Operation(
      operationId = "adminAllowApp",
      summary =
          "Allow an app this and nothing else beyond what every app is; it counts from the next"
              + " deployment on")
  @RequestBody(
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = PrivilegesAnswer.class)))
  AllowedAnswer allow(
      String id, @Body JsonNode body, @Parameter(hidden = true) Requester requester) {
    lookup.find(requester, id);
    return AllowedAnswer.of(desk.allow(requester, id, read(body)));
  }

  private static Privileges read(JsonNode body) {
    Map<String, Object> said = new HashMap<>();
    JsonValues.object(body)
        .forEach((name, value) -> {
          if (value != null) {
            said.put(name, value);
          }
        });
    Fields fields = new Fields();
    Privileges privileges = AppPrivileges.of(said, fields);
    fields.refuse();
    return privileges;
  }
}
