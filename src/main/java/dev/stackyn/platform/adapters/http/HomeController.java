package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.Access;
import dev.stackyn.platform.domain.Version;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;

/** What somebody finds who opens the API's address in a browser. */
@Access(Access.Rule.PUBLIC)
@Controller
@Tag(name = "Documentation")
class HomeController {
  private static final Map<String, String> ENDPOINTS =
      Map.of("health", "/health", "docs", "/docs", "openapi", "/openapi.yaml");

  /** Who answers here, and where to go on. */
  @Serdeable
  @Schema(name = "Home")
  record HomeAnswer(
      boolean success,
      @Schema(example = "Stackyn") String name,
      @Schema(example = "0.1.0") String version,
      @Schema(example = "running") String status,
      @Schema(
              example =
                  "{\"health\": \"/health\", \"docs\": \"/docs\", \"openapi\": \"/openapi.yaml\"}")
          Map<String, String> endpoints) {}

  @Get
  @Operation(operationId = "home", summary = "The platform's name, version and first addresses")
  @ApiResponse(responseCode = "200", description = "It runs.", useReturnTypeSchema = true)
  // Written down once: the build repeats this answer for every operation of the whole API.
  @ApiResponse(
      responseCode = "500",
      description = "The request was not served, and why.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = Problem.class)))
  HomeAnswer home() {
    return new HomeAnswer(true, "Stackyn", Version.current(), "running", ENDPOINTS);
  }
}
