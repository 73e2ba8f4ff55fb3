package dev.stackyn.platform.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.FieldProblem;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The one shape of every answer that is an error. */
@Serdeable
@Schema(
    name = "Problem",
    description = "Why a request was not served.",
    requiredProperties = {"error", "success", "code", "request_id"})
record Problem(
    @Schema(
            description = "What went wrong, for a person.",
            example = "There is nothing at this address.")
        String error,
    @Schema(description = "Always false.", example = "false") boolean success,
    @Schema(description = "What went wrong, for a program.") ErrorCode code,
    @Schema(
            name = "request_id",
            description = "Names this request; also in the X-Request-ID header and in the log.",
            example = "5f1c2a9be07d4c3f8a6b1d2e3f405162")
        @JsonProperty("request_id")
        String requestId,
    @Schema(description = "The fields that are invalid; only with INVALID_INPUT.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Nullable
        List<Detail> details,
    @Schema(
            name = "billing_status",
            description = "What has become of the plan; only with PAYMENT_REQUIRED.",
            example = "expired")
        @JsonProperty("billing_status")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String billingStatus) {

  /** What is wrong with one field. */
  @Serdeable
  @Schema(name = "ProblemDetail")
  record Detail(
      @Schema(example = "name") String field,
      @Schema(example = "must not be empty") String message) {}

  static Problem of(ErrorCode code, String error, String requestId, List<FieldProblem> details) {
    return new Problem(
        error,
        false,
        code,
        requestId,
        details.stream().map(d -> new Detail(d.field(), d.message())).toList(),
        null);
  }

  Problem withBillingStatus(@Nullable String status) {
    return new Problem(error, success, code, requestId, details, status);
  }
}
