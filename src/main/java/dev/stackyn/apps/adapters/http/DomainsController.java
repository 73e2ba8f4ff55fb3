package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.CustomDomain;
import dev.stackyn.apps.domain.DomainDesk;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;

/** Names of their own that apps answer to. */
@Access(Access.Rule.USER)
@Controller("/api/v1/apps/{id}/domains")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class DomainsController {
  private final DomainDesk desk;

  DomainsController(DomainDesk desk) {
    this.desk = desk;
  }

  /** A name that an app should answer to. */
  @Serdeable
  @Schema(name = "AddDomain", requiredProperties = "host")
  record DomainBody(@Schema(example = "shop.example.com") @Nullable String host) {}

  /** One name, and how to show whose it is. */
  @Serdeable
  @Schema(name = "Domain")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record DomainAnswer(
      @Schema(example = "shop.example.com") String host,
      @Schema(description = "pending until it is proven, then active.", example = "pending")
          String state,
      @Schema(example = "shop.example.com leads nowhere yet") String reason,
      @Schema(
              name = "record_name",
              description = "Where a TXT record shows whose the name is.",
              example = "_stackyn.shop.example.com")
          @JsonProperty("record_name")
          String recordName,
      @Schema(
              name = "record_text",
              description = "What that record says.",
              example = "stackyn=0f1e2d3c4b5a69788796a5b4c3d2e1f0")
          @JsonProperty("record_text")
          String recordText,
      @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
      @Schema(name = "checked_at") @JsonProperty("checked_at") @Nullable Instant checkedAt) {

    static DomainAnswer of(CustomDomain domain) {
      return new DomainAnswer(
          domain.host().value(),
          domain.active() ? "active" : "pending",
          domain.reason(),
          domain.recordName(),
          domain.recordText(),
          DeploymentAnswer.toTheMillisecond(domain.createdAt()),
          domain.checkedAt().map(DeploymentAnswer::toTheMillisecond).orElse(null));
    }
  }

  @Get
  @Operation(operationId = "domains", summary = "The app's own names, the oldest first")
  List<DomainAnswer> list(String id, @Parameter(hidden = true) Requester requester) {
    return desk.list(requester, id).stream().map(DomainAnswer::of).toList();
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Operation(
      operationId = "addDomain",
      summary =
          "Bring a name: it is routed as soon as its DNS leads here, or its TXT record shows whose"
              + " it is")
  DomainAnswer add(
      String id, @Body DomainBody body, @Parameter(hidden = true) Requester requester) {
    if (body.host == null || body.host.isBlank()) {
      throw Refusal.invalid("host", "A host name is required.");
    }
    return DomainAnswer.of(desk.add(requester, id, body.host));
  }

  @Post("/{host}/check")
  @Consumes(MediaType.ALL)
  @Operation(operationId = "checkDomain", summary = "Look at the name's DNS now")
  DomainAnswer check(String id, String host, @Parameter(hidden = true) Requester requester) {
    return DomainAnswer.of(desk.check(requester, id, host));
  }

  @Delete("/{host}")
  @Status(HttpStatus.NO_CONTENT)
  @Operation(operationId = "removeDomain", summary = "Take the name away from the app")
  void remove(String id, String host, @Parameter(hidden = true) Requester requester) {
    desk.remove(requester, id, host);
  }
}
