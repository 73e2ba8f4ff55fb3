package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.engine.Clearance;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.kernel.AppId;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Takes away the containers of an app that was stopped. */
@Singleton
final class StopHandler implements JobHandler {
  static final String KIND = "stop_app";

  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final Duration USUAL_GRACE = Duration.ofSeconds(10);

  private final DeploymentRuns runs;
  private final Provider<Clearance> clearance;
  private final Payloads payloads;

  StopHandler(DeploymentRuns runs, Provider<Clearance> clearance, Payloads payloads) {
    this.runs = runs;
    this.clearance = clearance;
    this.payloads = payloads;
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, DEADLINE);
  }

  @Override
  public Verdict handle(JobRun run) {
    AppId app = payloads.read(run, Payloads.OfApp.class).id();
    Duration grace =
        runs.newestSpec(app).map(spec -> spec.run().bounds().stopGrace()).orElse(USUAL_GRACE);
    clearance.get().stop(app, grace);
    return Verdict.done();
  }
}
