package dev.stackyn.accounts.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.accounts.domain.ProvisioningDesk.Ordered;
import dev.stackyn.accounts.domain.ProvisioningOrder;
import dev.stackyn.jobs.domain.JobStatus;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A job that has just been ordered, in the shape in which {@code /api/jobs} shows it later. */
@Serdeable
@Schema(name = "OrderedJob")
@JsonInclude(JsonInclude.Include.ALWAYS)
record OrderedJobAnswer(
    @Schema(example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23") String id,
    @Schema(example = "provision_accounts") String kind,
    @Schema(example = "30") int count,
    @Schema(example = "pending") String status,
    @Schema(description = "In whole percent.", example = "0") int progress,
    @Schema(example = "0") int processed,
    @Schema(example = "0") int successful,
    @Schema(example = "0") int failed,
    @Schema(example = "1") int priority,
    @Schema(name = "priority_label", example = "normal") @JsonProperty("priority_label")
        String priorityLabel,
    @Schema(name = "verification_enabled") @JsonProperty("verification_enabled")
        boolean verificationEnabled,
    @Schema(name = "test_mode") @JsonProperty("test_mode") boolean testMode,
    @Schema(example = "0") int attempts,
    @Schema(name = "max_attempts", example = "4") @JsonProperty("max_attempts") int maxAttempts,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt,
    @Schema(name = "started_at") @JsonProperty("started_at") @Nullable Instant startedAt,
    @Schema(name = "completed_at") @JsonProperty("completed_at") @Nullable Instant completedAt) {

  static OrderedJobAnswer of(Ordered ordered) {
    ProvisioningOrder order = ordered.order();
    Instant at = ordered.at().truncatedTo(ChronoUnit.MILLIS);
    return new OrderedJobAnswer(
        ordered.job().toString(),
        "provision_accounts",
        order.count(),
        JobStatus.PENDING.word(),
        0,
        0,
        0,
        0,
        order.urgency().priority(),
        order.urgency().word(),
        order.verification(),
        false,
        0,
        ordered.retries() + 1,
        at,
        at,
        null,
        null);
  }
}
