package dev.stackyn.billing.adapters.jobs;

import dev.stackyn.billing.domain.TrialClock;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Reminders and ends of trials, every ten minutes. */
@Singleton
final class TrialExpiry implements Schedule, JobHandler {
  private static final String KIND = "trial_expiry";

  private final TrialClock trialClock;
  private final Clock clock;

  TrialExpiry(TrialClock trialClock, Clock clock) {
    this.trialClock = trialClock;
    this.clock = clock;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public String cron() {
    return "*/10 * * * *";
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
    trialClock.run(clock.instant());
    return Verdict.done();
  }
}
