package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.Registries;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Requester;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** An app's logins for the registries of its base images. */
@Access(Access.Rule.USER)
@Controller("/api/v1/apps/{id}/registries")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class RegistriesController {
  private final Registries registries;

  RegistriesController(Registries registries) {
    this.registries = registries;
  }

  @Get
  @Operation(
      operationId = "registries",
      summary = "The app's logins for image registries, without their passwords")
  List<RegistryAnswer> list(String id, @Parameter(hidden = true) Requester requester) {
    return RegistryAnswer.of(registries.list(requester, id));
  }

  @Put("/{host}")
  @Operation(
      operationId = "setRegistry",
      summary =
          "Set the login that the app's builds use at an image registry; it counts from the next"
              + " deployment on")
  RegistryAnswer set(
      String id,
      @Parameter(example = "ghcr.io") String host,
      @Body RegistryBody body,
      @Parameter(hidden = true) Requester requester) {
    return RegistryAnswer.of(registries.put(requester, id, RegistryBody.host(host), body.read()));
  }

  @Delete("/{host}")
  @Status(HttpStatus.NO_CONTENT)
  @Operation(operationId = "removeRegistry", summary = "Remove a login for an image registry")
  void remove(
      String id,
      @Parameter(example = "ghcr.io") String host,
      @Parameter(hidden = true) Requester requester) {
    registries.remove(requester, id, host);
  }
}
