package dev.stackyn.jobs.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stackyn.jobs.domain.JobEvent;
import dev.stackyn.jobs.domain.JobStatus;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** One change of a job's state. */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "JobEvent")
record JobEventAnswer(
    @Schema(example = "42") long id,
    Instant at,
    @Schema(
            description = "A user's id, a worker, or system.",
            example = "worker 0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
        String actor,
    @Schema(description = "Null for the first.", example = "pending") @Nullable String from,
    @Schema(
            description = "The same as from when somebody asked a running job to end.",
            example = "running")
        String to,
    @Schema(example = "was cancelled") @Nullable String why,
    @Schema(example = "1") int attempt) {

  /** Everything that has happened to a job, oldest first. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "JobEvents")
  record ListAnswer(boolean success, List<JobEventAnswer> events) {}

  static JobEventAnswer of(JobEvent event) {
    return new JobEventAnswer(
        event.id(),
        event.at(),
        event.actor(),
        event.from().map(JobStatus::word).orElse(null),
        event.to().word(),
        event.why().orElse(null),
        event.attempt());
  }
}
