package dev.stackyn.accounts.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.accounts.domain.AccountStats;
import dev.stackyn.accounts.domain.Accounts;
import dev.stackyn.jobs.domain.JobCounts;
import dev.stackyn.jobs.domain.JobStats;
import dev.stackyn.jobs.domain.QueueStats;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Requester;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The figures at the top of the jobs dashboard. */
@Access(Access.Rule.ADMIN)
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Accounts")
class StatsController {
  private final Accounts accounts;
  private final JobCounts jobs;

  StatsController(Accounts accounts, JobCounts jobs) {
    this.accounts = accounts;
    this.jobs = jobs;
  }

  /** Jobs by what has become of them. */
  @Serdeable
  @Schema(name = "JobFigures")
  record JobStatsAnswer(
      @Schema(example = "120") long total,
      @Schema(example = "4") long pending,
      @Schema(example = "2") long running,
      @Schema(example = "110") long completed,
      @Schema(example = "3") long failed,
      @Schema(example = "1") long cancelled) {

    static JobStatsAnswer of(JobStats stats) {
      return new JobStatsAnswer(
          stats.total(),
          stats.pending(),
          stats.running(),
          stats.completed(),
          stats.failed(),
          stats.cancelled());
    }
  }

  /** Jobs that wait, by priority, and jobs that run. */
  @Serdeable
  @Schema(name = "QueueFigures")
  record QueueStatsAnswer(
      @Schema(name = "queue_length", example = "4") @JsonProperty("queue_length") long length,
      @Schema(name = "processing_count", example = "2") @JsonProperty("processing_count")
          long processing,
      @Schema(name = "high_priority", example = "1") @JsonProperty("high_priority") long high,
      @Schema(name = "normal_priority", example = "2") @JsonProperty("normal_priority") long normal,
      @Schema(name = "low_priority", example = "1") @JsonProperty("low_priority") long low) {

    static QueueStatsAnswer of(QueueStats stats) {
      return new QueueStatsAnswer(
          stats.waiting(), stats.running(), stats.high(), stats.normal(), stats.low());
    }
  }

  /** Everything at once. The rates are of jobs that ended by themselves, in percent. */
  @Serdeable
  @Schema(name = "Figures")
  record FiguresAnswer(
      boolean success,
      @Schema(name = "total_accounts", example = "42") @JsonProperty("total_accounts")
          long totalAccounts,
      @Schema(name = "success_rate", example = "97.5") @JsonProperty("success_rate")
          double successRate,
      @Schema(name = "failure_rate", example = "2.5") @JsonProperty("failure_rate")
          double failureRate,
      @Schema(name = "account_stats") @JsonProperty("account_stats")
          AccountStatsAnswer accountStats,
      @Schema(name = "job_stats") @JsonProperty("job_stats") JobStatsAnswer jobStats,
      @Schema(name = "queue_stats") @JsonProperty("queue_stats") QueueStatsAnswer queueStats) {}

  @Get(uris = {"/stats", "/v1/stats"})
  @Operation(operationId = "figures", summary = "Accounts, jobs and the queue in figures")
  FiguresAnswer figures(@Parameter(hidden = true) Requester requester) {
    AccountStats stats = accounts.stats();
    JobCounts.Counts counts = jobs.of(requester);
    return new FiguresAnswer(
        true,
        stats.total(),
        counts.jobs().successRate(),
        counts.jobs().failureRate(),
        AccountStatsAnswer.of(stats),
        JobStatsAnswer.of(counts.jobs()),
        QueueStatsAnswer.of(counts.queue()));
  }
}
