package dev.stackyn.apps.adapters.jobs;

import dev.stackyn.apps.domain.DomainRound;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Every few minutes names are looked at that were brought and are not proven yet. */
@Singleton
final class DomainWatch implements Schedule, JobHandler {
  private static final String KIND = "check_domains";

  private final DomainRound round;

  DomainWatch(DomainRound round) {
    this.round = round;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public String cron() {
    return "*/5 * * * *";
  }

  @Override
  public NewJob job() {
    return NewJob.of(KIND, "{}");
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, Duration.ofMinutes(4)).atMost(1);
  }

  @Override
  public Verdict handle(JobRun run) {
    round.go(run.stop());
    return Verdict.done();
  }
}
