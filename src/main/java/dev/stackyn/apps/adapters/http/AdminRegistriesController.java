package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.domain.PlatformRegistries;
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

/** The platform's logins for registries: every app pulls with them that has none of its own. */
@Access(Access.Rule.ADMIN)
@Controller("/admin/registries")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Administration")
class AdminRegistriesController {
  private final PlatformRegistries registries;

  AdminRegistriesController(PlatformRegistries registries) {
    this.registries = registries;
  }

  @Get
  @Operation(
      operationId = "adminRegistries",
      summary = "The platform's logins for image registries, without their passwords")
  List<RegistryAnswer> list() {
    return RegistryAnswer.of(registries.list());
  }

  @Put("/{host}")
  @Operation(
      operationId = "adminSetRegistry",
      summary =
          "Set the login that builds use at an image registry when their app has none of its own:"
              + " every app can build on what it can read")
  RegistryAnswer set(
      @Parameter(example = "ghcr.io") String host,
      @Body RegistryBody body,
      @Parameter(hidden = true) Requester requester) {
    return RegistryAnswer.of(registries.put(requester, RegistryBody.host(host), body.read()));
  }

  @Delete("/{host}")
  @Status(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "adminRemoveRegistry",
      summary = "Remove a login of the platform for an image registry")
  void remove(
      @Parameter(example = "ghcr.io") String host, @Parameter(hidden = true) Requester requester) {
    registries.remove(requester, host);
  }
}
