package dev.stackyn.jobs.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.jobs.domain.Job;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A job, with how far it has come and how long it has taken. */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "JobDetail")
record JobDetailAnswer(
    boolean success,
    JobAnswer job,
    Progress progress,
    @Schema(description = "Empty while it waits.", example = "4m30s") String duration,
    @Schema(name = "duration_ms", description = "0 while it waits.", example = "270000")
        @JsonProperty("duration_ms")
        long durationMs,
    @Schema(example = "running") String status) {

  /** How far a job has come. */
  @Serdeable
  @Schema(name = "JobProgress")
  record Progress(
      @Schema(example = "4") int current,
      @Schema(example = "10") int total,
      @Schema(example = "40.0") double percentage,
      @Schema(example = "4") int successful,
      @Schema(example = "0") int failed) {

    static Progress of(Job job) {
      int current = job.tally().processed();
      int total = job.order().count();
      return new Progress(
          current, total, 100.0 * current / total, job.tally().successful(), job.tally().failed());
    }
  }

  static JobDetailAnswer of(Job job, Instant now) {
    Optional<Duration> duration = job.duration(now);
    return new JobDetailAnswer(
        true,
        JobAnswer.of(job),
        Progress.of(job),
        duration.map(GoDuration::text).orElse(""),
        duration.map(Duration::toMillis).orElse(0L),
        job.status().word());
  }
}
