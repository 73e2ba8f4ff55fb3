package dev.stackyn.jobs.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.jobs.domain.Job;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/** What a dashboard is told over its WebSocket. */
sealed interface SocketMessage {

  /** That a job has changed. */
  @Serdeable
  record JobUpdate(
      String type,
      String event,
      @JsonProperty("job_id") String jobId,
      String status,
      int progress,
      Instant timestamp,
      Data data)
      implements SocketMessage {

    static JobUpdate of(String event, Job job, Instant now) {
      return new JobUpdate(
          "job_update",
          event,
          job.id().toString(),
          job.status().word(),
          job.percent(),
          now,
          Data.of(job));
    }
  }

  /** What the job is now. */
  @Serdeable
  record Data(
      @JsonProperty("job_id") String jobId,
      String status,
      int progress,
      int count,
      int processed,
      int successful,
      int failed,
      int priority,
      @JsonProperty("error_msg") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
          String errorMsg) {

    static Data of(Job job) {
      return new Data(
          job.id().toString(),
          job.status().word(),
          job.percent(),
          job.order().count(),
          job.tally().processed(),
          job.tally().successful(),
          job.tally().failed(),
          job.order().priority(),
          job.state().error().orElse(null));
    }
  }

  /** The answer to a ping; the server's clock in milliseconds. */
  @Serdeable
  record Pong(String type, long timestamp) implements SocketMessage {
    static Pong at(Instant now) {
      return new Pong("pong", now.toEpochMilli());
    }
  }

  /** That something a client said cannot be understood. */
  @Serdeable
  record Misunderstood(String type, String message) implements SocketMessage {
    static final Misunderstood MESSAGE =
        new Misunderstood("error", "Messages are JSON objects with a type.");
  }
}
