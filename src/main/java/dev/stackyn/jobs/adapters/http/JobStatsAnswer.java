package dev.stackyn.jobs.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.jobs.domain.JobCounts.Counts;
import dev.stackyn.jobs.domain.JobStats;
import dev.stackyn.jobs.domain.QueueStats;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;

/** How many jobs there are, and what is in the queue. */
@Serdeable
@Schema(name = "JobStatsAnswer")
record JobStatsAnswer(
    boolean success,
    @Schema(name = "job_stats") @JsonProperty("job_stats") Jobs jobs,
    @Schema(name = "queue_stats") @JsonProperty("queue_stats") Queue queue) {

  /** By state. What has ended may be two seconds old. */
  @Serdeable
  @Schema(name = "JobStats")
  record Jobs(long total, long pending, long running, long completed, long failed, long cancelled) {

    static Jobs of(JobStats stats) {
      return new Jobs(
          stats.total(),
          stats.pending(),
          stats.running(),
          stats.completed(),
          stats.failed(),
          stats.cancelled());
    }
  }

  /** What waits, in three groups that share no job, and what runs. */
  @Serdeable
  @Schema(name = "QueueStats")
  record Queue(
      @Schema(name = "queue_length") @JsonProperty("queue_length") long length,
      @Schema(name = "processing_count") @JsonProperty("processing_count") long processing,
      @Schema(name = "high_priority", description = "2 and above.") @JsonProperty("high_priority")
          long high,
      @Schema(name = "normal_priority") @JsonProperty("normal_priority") long normal,
      @Schema(name = "low_priority", description = "0 and below.") @JsonProperty("low_priority")
          long low,
      @Schema(name = "ttl_seconds", description = "For how long finished jobs are kept.")
          @JsonProperty("ttl_seconds")
          long ttlSeconds) {

    static Queue of(QueueStats stats, Duration retention) {
      return new Queue(
          stats.waiting(),
          stats.running(),
          stats.high(),
          stats.normal(),
          stats.low(),
          retention.toSeconds());
    }
  }

  static JobStatsAnswer of(Counts counts, Duration retention) {
    return new JobStatsAnswer(true, Jobs.of(counts.jobs()), Queue.of(counts.queue(), retention));
  }
}
