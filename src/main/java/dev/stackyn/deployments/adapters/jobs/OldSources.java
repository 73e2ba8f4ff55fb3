package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.engine.ports.Sources;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * What is kept of repositories is brought back to its bound every night, on the machine whose
 * worker takes the job.
 */
@Singleton
final class OldSources implements Schedule, JobHandler {
  private static final String KIND = "clean_up_sources";

  private final Sources sources;

  OldSources(Sources sources) {
    this.sources = sources;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public String cron() {
    return "37 3 * * *";
  }

  @Override
  public NewJob job() {
    return NewJob.of(KIND, "{}");
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, Duration.ofMinutes(30)).atMost(1);
  }

  @Override
  public Verdict handle(JobRun run) {
    sources.collect();
    return Verdict.done();
  }
}
