package dev.stackyn.jobs.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stackyn.jobs.domain.Job;
import dev.stackyn.jobs.domain.JobCounts;
import dev.stackyn.jobs.domain.JobDesk;
import dev.stackyn.jobs.domain.JobEvent;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQuery;
import dev.stackyn.jobs.domain.JobStatus;
import dev.stackyn.jobs.domain.JobsSettings;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.Standing;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Jobs: an administrator sees all of them, everybody else his own. */
@Access(Access.Rule.USER)
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Jobs")
class JobsController {
  private final JobDesk desk;
  private final JobCounts counts;
  private final EventStreams streams;
  private final JobsSettings settings;
  private final Clock clock;

  JobsController(
      JobDesk desk, JobCounts counts, EventStreams streams, JobsSettings settings, Clock clock) {
    this.desk = desk;
    this.counts = counts;
    this.streams = streams;
    this.settings = settings;
    this.clock = clock;
  }

  /** A job that was changed. */
  @Serdeable
  @Schema(name = "JobChanged")
  record ChangedAnswer(
      boolean success,
      @Schema(example = "Job cancelled successfully") @JsonInclude(JsonInclude.Include.ALWAYS)
          String message,
      JobAnswer job) {}

  @Get(
      uris = {
        "/jobs{?status,priority,kind,sort,limit,offset,page}",
        "/v1/jobs{?status,priority,kind,sort,limit,offset,page}"
      })
  @Operation(operationId = "jobs", summary = "Jobs, newest first")
  JobsAnswer list(
      @Parameter(description = "One of pending, running, completed, failed, cancelled.")
          @QueryValue
          @Nullable
          String status,
      @Parameter(description = "A number, or low, normal, high.") @QueryValue @Nullable
          String priority,
      @QueryValue @Nullable String kind,
      @Parameter(description = "-created_at (the default) or created_at.") @QueryValue @Nullable
          String sort,
      @Parameter(description = "1 to 100, else 50.") @QueryValue @Nullable String limit,
      @Parameter(description = "Goes before page.") @QueryValue @Nullable String offset,
      @Parameter(description = "From 1.") @QueryValue @Nullable String page,
      @Parameter(hidden = true) Requester requester) {
    JobListRequest wanted =
        new JobListRequest(
            new JobListRequest.Filter(status, priority, kind),
            sort,
            new JobListRequest.Place(limit, offset, page));
    Optional<JobQuery> query = wanted.query();
    return query.isPresent()
        ? JobsAnswer.of(query.get(), desk.list(requester, query.get()))
        : JobsAnswer.none(wanted.place().size(), wanted.place().start());
  }

  @Get(uris = {"/jobs/stats", "/v1/jobs/stats"})
  @Operation(operationId = "jobStats", summary = "How many jobs there are, and how many wait")
  JobStatsAnswer stats(@Parameter(hidden = true) Requester requester) {
    return JobStatsAnswer.of(counts.of(requester), settings.retention());
  }

  @Get(uris = {"/jobs/{id}", "/v1/jobs/{id}"})
  @Operation(operationId = "job", summary = "One job, with how far it has come")
  JobDetailAnswer one(String id, @Parameter(hidden = true) Requester requester) {
    return JobDetailAnswer.of(desk.find(requester, job(id)), clock.instant());
  }

  /**
   * What runs ends at its next safe point, and is answered as it is until then: status running,
   * cancel_requested true.
   */
  @Post(uris = {"/jobs/{id}/cancel", "/v1/jobs/{id}/cancel"})
  @Consumes(MediaType.ALL)
  @Operation(
      operationId = "cancelJob",
      summary = "Cancel a job: at once while it waits, at its next safe point while it runs")
  ChangedAnswer cancel(String id, @Parameter(hidden = true) Requester requester) {
    Job job = desk.cancel(requester, job(id));
    String message =
        job.status() == JobStatus.CANCELLED ? "Job cancelled successfully" : "Job is asked to stop";
    return new ChangedAnswer(true, message, JobAnswer.of(job));
  }

  @Access(Access.Rule.ADMIN)
  @Post(uris = {"/jobs/{id}/requeue", "/v1/jobs/{id}/requeue"})
  @Consumes(MediaType.ALL)
  @Operation(operationId = "requeueJob", summary = "Queue a failed job again, as if it were new")
  ChangedAnswer requeue(String id, @Parameter(hidden = true) Requester requester) {
    Job job = desk.revive(requester, job(id));
    return new ChangedAnswer(true, "Job queued again", JobAnswer.of(job));
  }

  @Access(Access.Rule.ADMIN)
  @Put(uris = {"/jobs/{id}", "/v1/jobs/{id}"})
  @Operation(
      operationId = "reportJob",
      summary = "Say how far a job has come, or how it ended, in its worker's place")
  ChangedAnswer report(
      String id, @Body ReportBody body, @Parameter(hidden = true) Requester requester) {
    Job job = desk.report(requester, job(id), body.report());
    return new ChangedAnswer(true, "Job updated successfully", JobAnswer.of(job));
  }

  @Get(uris = {"/jobs/{id}/events", "/v1/jobs/{id}/events"})
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  @Operation(
      operationId = "jobEvents",
      summary = "What has happened to a job; as server-sent events, also what happens to it")
  @ApiResponse(
      responseCode = "200",
      description = "Oldest first. A stream goes on after Last-Event-ID, and ends with the job.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = JobEventAnswer.ListAnswer.class)),
        @Content(
            mediaType = MediaType.TEXT_EVENT_STREAM,
            schema = @Schema(implementation = JobEventAnswer.class))
      })
  @ApiResponse(
      responseCode = "204",
      description = "To a stream that is resumed: the job has ended, and nothing is left to tell.")
  HttpResponse<?> events(
      String id,
      @Header("Last-Event-ID") @Nullable String lastEventId,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Parameter(hidden = true) Requester requester,
      @Parameter(hidden = true) Standing standing) {
    JobId job = job(id);
    if (request.accept().contains(MediaType.TEXT_EVENT_STREAM_TYPE)) {
      return stream(new EventStreams.Request(job, requester, standing, number(lastEventId)));
    }
    List<JobEventAnswer> events =
        desk.events(requester, job, 0).stream().map(JobEventAnswer::of).toList();
    return HttpResponse.ok(new JobEventAnswer.ListAnswer(true, events))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** A browser that is answered 204 does not come back; on an empty stream it would, for ever. */
  private HttpResponse<?> stream(EventStreams.Request wanted) {
    Job job = desk.find(wanted.requester(), wanted.job());
    List<JobEvent> left = desk.events(wanted.requester(), wanted.job(), wanted.after());
    if (job.status().isTerminal() && left.isEmpty()) {
      return HttpResponse.noContent();
    }
    return HttpResponse.ok(streams.open(wanted))
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header("Cache-Control", "no-store")
        // Else a proxy would keep events until it has many.
        .header("X-Accel-Buffering", "no");
  }

  private static JobId job(String id) {
    return JobId.parse(id).orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "Job not found"));
  }

  private static long number(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
