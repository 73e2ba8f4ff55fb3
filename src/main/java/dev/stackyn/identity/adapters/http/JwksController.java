package dev.stackyn.identity.adapters.http;

import dev.stackyn.identity.domain.Keys;
import dev.stackyn.kernel.Access;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;

/** The public keys, so that other services can verify our tokens without a secret. */
@Access(Access.Rule.PUBLIC)
@Controller("/.well-known/jwks.json")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Authentication")
class JwksController {
  private final Keys keys;

  JwksController(Keys keys) {
    this.keys = keys;
  }

  /** A JSON Web Key Set (RFC 7517). */
  @Serdeable
  @Schema(name = "Jwks")
  record JwksAnswer(List<Map<String, Object>> keys) {}

  @Get
  @Operation(operationId = "jwks", summary = "The keys that verify access tokens")
  @ApiResponse(responseCode = "200", description = "The keys.", useReturnTypeSchema = true)
  HttpResponse<JwksAnswer> jwks() {
    return HttpResponse.ok(new JwksAnswer(keys.publicKeys()))
        .header("Cache-Control", "public, max-age=300");
  }
}
