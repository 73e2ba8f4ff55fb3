package dev.stackyn.jobs.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.jobs.domain.Job;
import dev.stackyn.kernel.UserId;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;

/** A job. Every field is always there. */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Job")
record JobAnswer(
    @Schema(example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23") String id,
    @Schema(example = "deploy") String kind,
    @Schema(
            name = "owner_id",
            description = "The user it belongs to; null for the platform's own.",
            example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
        @JsonProperty("owner_id")
        @Nullable
        String ownerId,
    @Schema(description = "How many items it is for.", example = "10") int count,
    @Schema(
            description = "One of pending, running, completed, failed, cancelled.",
            example = "running")
        String status,
    @Schema(description = "In whole percent; 100 only when nothing is left.", example = "40")
        int progress,
    @Schema(example = "4") int processed,
    @Schema(example = "4") int successful,
    @Schema(example = "0") int failed,
    @Schema(description = "Higher goes first.", example = "1") int priority,
    @Schema(name = "priority_label", example = "normal") @JsonProperty("priority_label")
        String priorityLabel,
    @Schema(name = "verification_enabled") @JsonProperty("verification_enabled")
        boolean verificationEnabled,
    @Schema(name = "test_mode", description = "Always false.") @JsonProperty("test_mode")
        boolean testMode,
    @Schema(description = "How often it was begun.", example = "1") int attempts,
    @Schema(
            name = "max_attempts",
            description =
                "How often it may fail. Being given back, as by a worker that stops, is no failure.",
            example = "4")
        @JsonProperty("max_attempts")
        int maxAttempts,
    @Schema(
            name = "cancel_requested",
            description = "It runs still, and ends at its next safe point.")
        @JsonProperty("cancel_requested")
        boolean cancelRequested,
    @Schema(description = "Where it is, in words.", example = "4 of 10") @Nullable String message,
    @Schema(
            name = "error_msg",
            description = "Of the last failure, or how much of it went wrong.",
            example = "SocketTimeoutException: Connect timed out")
        @JsonProperty("error_msg")
        @Nullable
        String errorMsg,
    @Schema(
            name = "error_message",
            description = "The same as error_msg.",
            example = "SocketTimeoutException: Connect timed out")
        @JsonProperty("error_message")
        @Nullable
        String errorMessage,
    @Schema(description = "What is told of its content.", example = "{\"app\": \"blog\"}")
        Map<String, String> facts,
    @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
    @Schema(name = "updated_at") @JsonProperty("updated_at") Instant updatedAt,
    @Schema(name = "started_at") @JsonProperty("started_at") @Nullable Instant startedAt,
    @Schema(name = "completed_at") @JsonProperty("completed_at") @Nullable Instant completedAt) {

  static JobAnswer of(Job job) {
    Job.Order order = job.order();
    String error = job.state().error().orElse(null);
    return new JobAnswer(
        job.id().toString(),
        order.kind(),
        order.owner().map(UserId::toString).orElse(null),
        order.count(),
        job.status().word(),
        job.percent(),
        job.tally().processed(),
        job.tally().successful(),
        job.tally().failed(),
        order.priority(),
        Priority.label(order.priority()),
        Boolean.parseBoolean(order.facts().get("verification_enabled")),
        false,
        job.state().attempt(),
        order.tries(),
        job.state().cancelAsked() && !job.status().isTerminal(),
        job.state().message().orElse(null),
        error,
        error,
        order.facts(),
        job.dates().created(),
        job.dates().updated(),
        job.dates().started().orElse(null),
        job.dates().completed().orElse(null));
  }
}
