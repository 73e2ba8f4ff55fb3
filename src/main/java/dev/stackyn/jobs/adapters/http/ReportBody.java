package dev.stackyn.jobs.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.jobs.domain.JobReport;
import dev.stackyn.jobs.domain.JobStatus;
import dev.stackyn.kernel.FieldProblem;
import dev.stackyn.kernel.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What somebody outside says of a job that is worked on; everything may be left out. */
@Serdeable
@Schema(name = "JobReport")
record ReportBody(
    @Schema(description = "In percent, 0 to 100.", example = "40") @Nullable Integer progress,
    @Schema(description = "The number of items; goes before progress.", example = "4") @Nullable
        Integer processed,
    @Schema(example = "4") @Nullable Integer successful,
    @Schema(example = "0") @Nullable Integer failed,
    @Schema(
            description =
                "From running: completed, failed, cancelled, or pending to give it back. From"
                    + " pending: cancelled. From failed: pending.",
            example = "completed")
        @Nullable
        String status,
    @Schema(name = "error_msg", example = "disk is full") @JsonProperty("error_msg") @Nullable
        String errorMsg,
    @Schema(description = "The attempt that is spoken of; 409 when it is over.", example = "1")
        @Nullable
        Integer attempt) {
  private static final int ALL = 100;

  JobReport report() {
    List<FieldProblem> problems = new ArrayList<>();
    Optional<JobStatus> wanted = Optional.ofNullable(status).flatMap(JobStatus::parse);
    if (status != null && wanted.isEmpty()) {
      problems.add(
          new FieldProblem("status", "must be pending, running, completed, failed or cancelled"));
    }
    if (progress != null && progress > ALL) {
      problems.add(new FieldProblem("progress", "must be at most 100"));
    }
    JobReport.Done done =
        new JobReport.Done(
            amount("progress", progress, problems),
            amount("processed", processed, problems),
            amount("successful", successful, problems),
            amount("failed", failed, problems));
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return new JobReport(
        Optional.ofNullable(attempt),
        done,
        wanted,
        Optional.ofNullable(errorMsg).filter(text -> !text.isBlank()));
  }

  private static Optional<Integer> amount(
      String field, @Nullable Integer value, List<FieldProblem> problems) {
    if (value != null && value < 0) {
      problems.add(new FieldProblem(field, "must not be less than 0"));
    }
    return Optional.ofNullable(value);
  }
}
