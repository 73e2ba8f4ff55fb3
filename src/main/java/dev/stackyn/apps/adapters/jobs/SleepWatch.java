package dev.stackyn.apps.adapters.jobs;

import dev.stackyn.apps.domain.IdleApps;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Every other minute apps are put to sleep that nobody asks for. */
@Singleton
final class SleepWatch implements Schedule, JobHandler {
  private static final String KIND = "idle_apps";

  private final IdleApps idle;

  SleepWatch(IdleApps idle) {
    this.idle = idle;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public String cron() {
    return "*/2 * * * *";
  }

  @Override
  public NewJob job() {
    return NewJob.of(KIND, "{}").keyed(KIND);
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, Duration.ofMinutes(1)).atMost(1).asBrief();
  }

  @Override
  public Verdict handle(JobRun run) {
    return Verdict.done("%d fall asleep".formatted(idle.putToSleep().size()));
  }
}
