package dev.stackyn.accounts.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.accounts.domain.OrderLimits;
import dev.stackyn.accounts.domain.ProvisioningDesk;
import dev.stackyn.accounts.domain.ProvisioningOrder;
import dev.stackyn.accounts.domain.Urgency;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.Access;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where administrators order accounts; jobs make them. */
@Access(Access.Rule.ADMIN)
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Accounts")
class ProvisioningController {
  private static final int UNSAID = 1;

  private final ProvisioningDesk desk;
  private final OrderLimits limits;

  ProvisioningController(ProvisioningDesk desk, OrderLimits limits) {
    this.desk = desk;
    this.limits = limits;
  }

  /** How many accounts, how soon, and whether somebody has to take each over first. */
  @Serdeable
  @Schema(name = "OrderAccounts")
  record OrderBody(
      @Schema(description = "1 to 100.", example = "30", defaultValue = "1") @Nullable
          Integer count,
      @Schema(
              description = "low, normal or high; or 0, 1 or 2.",
              implementation = String.class,
              example = "normal")
          @Nullable
          JsonNode priority,
      @Schema(
              name = "verification_enabled",
              description = "Accounts are pending until their invitation is used.")
          @JsonProperty("verification_enabled")
          @Nullable
          Boolean verificationEnabled) {

    Urgency urgency(Urgency unsaid) {
      return Optional.ofNullable(priority)
          .filter(node -> !node.isNull())
          .map(JsonNode::coerceStringValue)
          .filter(text -> !text.isBlank())
          .map(Urgency::of)
          .orElse(unsaid);
    }
  }

  /** The job that will make the accounts. */
  @Serdeable
  @Schema(name = "AccountsOrdered")
  record OrderedAnswer(
      boolean success,
      @Schema(name = "job_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("job_id")
          String jobId,
      @Schema(example = "pending") String status,
      @Schema(example = "30") int count,
      @Schema(example = "Account creation job queued") String message,
      OrderedJobAnswer job) {}

  /** The jobs that will make one account each. */
  @Serdeable
  @Schema(name = "AccountsGenerating")
  record GeneratingAnswer(
      boolean success,
      @Schema(name = "job_ids", example = "[\"0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23\"]")
          @JsonProperty("job_ids")
          List<String> jobIds,
      @Schema(example = "Jobs queued successfully") String message) {}

  @Post(uris = {"/accounts", "/v1/accounts"})
  @Operation(
      operationId = "orderAccounts",
      summary = "Have one job make accounts; each gets an invitation by mail")
  @ApiResponse(responseCode = "201", description = "The job waits.", useReturnTypeSchema = true)
  HttpResponse<OrderedAnswer> order(
      @Body @Nullable OrderBody body, @Parameter(hidden = true) Caller caller) {
    Optional<OrderBody> said = Optional.ofNullable(body);
    ProvisioningOrder order =
        new ProvisioningOrder(
            said.map(OrderBody::count).orElse(UNSAID),
            said.map(b -> b.urgency(Urgency.LOW)).orElse(Urgency.LOW),
            said.map(OrderBody::verificationEnabled).orElse(false));
    OrderedJobAnswer job = OrderedJobAnswer.of(desk.order(caller, order));
    return HttpResponse.created(
        new OrderedAnswer(
            true, job.id(), job.status(), job.count(), "Account creation job queued", job),
        URI.create("/api/jobs/" + job.id()));
  }

  @Post(uris = {"/accounts/generate", "/v1/accounts/generate"})
  @Operation(
      operationId = "generateAccounts",
      summary = "Have as many jobs as accounts are wanted make one each")
  @ApiResponse(responseCode = "201", description = "The jobs wait.", useReturnTypeSchema = true)
  HttpResponse<GeneratingAnswer> generate(
      @Body @Nullable OrderBody body, @Parameter(hidden = true) Caller caller) {
    limits.count(caller);
    Optional<OrderBody> said = Optional.ofNullable(body);
    List<JobId> jobs =
        desk.orderOneByOne(
            caller,
            said.map(OrderBody::count).orElse(0),
            said.map(b -> b.urgency(Urgency.NORMAL)).orElse(Urgency.NORMAL));
    return HttpResponse.created(
        new GeneratingAnswer(
            true, jobs.stream().map(JobId::toString).toList(), "Jobs queued successfully"));
  }
}
