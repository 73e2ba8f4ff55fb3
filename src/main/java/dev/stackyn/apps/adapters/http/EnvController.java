package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.EnvVar;
import dev.stackyn.apps.domain.EnvVars;
import dev.stackyn.apps.domain.Fields;
import dev.stackyn.apps.domain.NewVar;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An app's environment. A change counts from the next deployment or restart on. */
@Access(Access.Rule.USER)
@Controller("/api/v1/apps/{id}/env")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class EnvController {
  private final EnvVars variables;
  private final JsonMapper json;

  EnvController(EnvVars variables, JsonMapper json) {
    this.variables = variables;
    this.json = json;
  }

  /** One variable, in clear. */
  @Serdeable
  @Schema(name = "EnvVar")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record EnvAnswer(
      @Schema(example = "7") long id,
      @Schema(name = "app_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("app_id")
          String appId,
      @Schema(example = "DATABASE_URL") String key,
      @Schema(example = "postgres://db/shop") String value,
      @Schema(description = "Whether builds may read it too.", example = "false") boolean build,
      @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
      @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt) {

    static EnvAnswer of(EnvVar variable) {
      return new EnvAnswer(
          variable.id(),
          variable.app().toString(),
          variable.key().name(),
          variable.value().reveal(),
          variable.build(),
          DeploymentAnswer.toTheMillisecond(variable.dates().createdAt()),
          DeploymentAnswer.toTheMillisecond(variable.dates().updatedAt()));
    }
  }

  /** The text of a {@code .env} file. */
  @Serdeable
  @Schema(name = "EnvFile", requiredProperties = "content")
  record FileBody(@Schema(example = "DATABASE_URL=postgres://db/shop") @Nullable String content) {}

  @Get
  @Operation(operationId = "env", summary = "The app's environment variables, newest first")
  List<EnvAnswer> list(String id, @Parameter(hidden = true) Requester requester) {
    return answers(variables.list(requester, id));
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Operation(
      operationId = "setEnv",
      summary =
          "Set an environment variable; PORT can be set too, but the app always gets its own port")
  EnvAnswer set(String id, @Body EnvBody body, @Parameter(hidden = true) Requester requester) {
    Fields fields = new Fields();
    Optional<NewVar> wanted = body.read(fields);
    fields.refuse();
    return EnvAnswer.of(variables.put(requester, id, wanted.orElseThrow()));
  }

  /** The file as it is, or within JSON. */
  // One route for both: of two, neither would take a request that does not say what it brings.
  @Put
  @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(
      operationId = "replaceEnv",
      summary = "Replace all environment variables by those of a .env file, or none of them")
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = FileBody.class)),
        @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = "string"))
      })
  List<EnvAnswer> replace(
      String id,
      @Body @Nullable String body,
      HttpRequest<?> request,
      @Parameter(hidden = true) Requester requester) {
    String text = body == null ? "" : body;
    boolean plain = request.getContentType().filter(MediaType.TEXT_PLAIN_TYPE::matches).isPresent();
    return answers(variables.replace(requester, id, plain ? text : content(text)));
  }

  @Delete("/{key}")
  @Status(HttpStatus.NO_CONTENT)
  @Operation(operationId = "removeEnv", summary = "Remove an environment variable")
  void remove(String id, String key, @Parameter(hidden = true) Requester requester) {
    variables.remove(requester, id, key);
  }

  private String content(String text) {
    FileBody body;
    try {
      body = json.readValue(text, FileBody.class);
    } catch (IOException e) {
      throw Refusal.of(
          ErrorCode.MALFORMED_BODY,
          "The request body cannot be read: it is not the JSON that is expected here.");
    }
    if (body == null || body.content == null) {
      throw Refusal.invalid("content", "The text of a .env file is required.");
    }
    return body.content;
  }

  private static List<EnvAnswer> answers(List<EnvVar> all) {
    return all.stream().map(EnvAnswer::of).toList();
  }
}
