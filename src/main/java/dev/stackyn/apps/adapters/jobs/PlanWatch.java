package dev.stackyn.apps.adapters.jobs;

import dev.stackyn.apps.domain.AppSwitch;
import dev.stackyn.apps.domain.LapsedPlans;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Every few minutes apps are turned off whose owners' plans have lapsed, and on whose are paid for
 * again.
 */
@Singleton
final class PlanWatch implements Schedule, JobHandler {
  private static final String KIND = "lapsed_plans";

  private final LapsedPlans plans;
  private final AppSwitch apps;

  PlanWatch(LapsedPlans plans, AppSwitch apps) {
    this.plans = plans;
    this.apps = apps;
  }

  @Override
  public String name() {
    return KIND;
  }

  /** Between two runs of the clock that ends trials, and more often: payers do not like to wait. */
  @Override
  public String cron() {
    return "*/2 * * * *";
  }

  @Override
  public NewJob job() {
    return NewJob.of(KIND, "{}");
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, Duration.ofMinutes(5)).atMost(1);
  }

  /** What is left when it has to end early is done the next time. */
  @Override
  public Verdict handle(JobRun run) {
    plans
        .toDisable()
        .forEach(app -> {
          run.stop().check();
          apps.off(app);
        });
    plans
        .toEnable()
        .forEach(app -> {
          run.stop().check();
          apps.on(app);
        });
    return Verdict.done();
  }
}
