package dev.stackyn.identity.adapters.jobs;

import dev.stackyn.identity.domain.Attic;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Expired sessions and codes go every night. */
@Singleton
final class CleanUp implements Schedule, JobHandler {
  private static final String KIND = "clean_up_sessions";

  private final Attic attic;

  CleanUp(Attic attic) {
    this.attic = attic;
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
    return JobKind.named(KIND, Duration.ofMinutes(5)).atMost(1);
  }

  @Override
  public Verdict handle(JobRun run) {
    attic.clear();
    return Verdict.done();
  }
}
