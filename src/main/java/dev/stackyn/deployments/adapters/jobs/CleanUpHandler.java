package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.CleanUp;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Frees every night what nothing needs, on the machine whose worker takes the job; and sooner when
 * a build found no room.
 */
@Singleton
final class CleanUpHandler implements Schedule, JobHandler {
  static final String KIND = "clean_up";

  private final CleanUp cleanUp;

  CleanUpHandler(CleanUp cleanUp) {
    this.cleanUp = cleanUp;
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
    return order();
  }

  static NewJob order() {
    return NewJob.of(KIND, "{}").keyed(KIND);
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, Duration.ofMinutes(30)).atMost(1);
  }

  @Override
  public Verdict handle(JobRun run) {
    try {
      CleanUp.Report report = cleanUp.run(Optional.empty());
      return Verdict.done(
          "freed %d things and %d MB".formatted(report.items().size(), report.bytes() >> 20));
    } catch (DeployFailure e) {
      return Verdict.retry(e.text());
    }
  }
}
