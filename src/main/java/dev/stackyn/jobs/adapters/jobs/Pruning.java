package dev.stackyn.jobs.adapters.jobs;

import dev.stackyn.jobs.domain.JobArchive;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Every night, removes the jobs that were kept long enough: some at a time, so that none waits. */
@Singleton
final class Pruning implements Schedule, JobHandler {
  static final String KIND = "prune_jobs";

  private final JobArchive archive;

  Pruning(JobArchive archive) {
    this.archive = archive;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public String cron() {
    return "17 3 * * *";
  }

  @Override
  public NewJob job() {
    return NewJob.of(KIND, "{}");
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, Duration.ofHours(1)).atMost(1);
  }

  @Override
  public Verdict handle(JobRun run) {
    while (archive.prune() > 0) {
      run.stop().check();
    }
    return Verdict.done();
  }
}
