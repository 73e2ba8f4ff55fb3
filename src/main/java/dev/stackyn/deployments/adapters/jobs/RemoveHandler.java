package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.engine.Clearance;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Takes away what a deleted app has left. The rows go last: they say what there is to remove. */
@Singleton
final class RemoveHandler implements JobHandler {
  static final String KIND = "remove_app";

  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final DeploymentRuns runs;
  private final Provider<Clearance> clearance;
  private final Payloads payloads;

  RemoveHandler(DeploymentRuns runs, Provider<Clearance> clearance, Payloads payloads) {
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
    Payloads.OfApp work = payloads.read(run, Payloads.OfApp.class);
    clearance.get().remove(work.id(), runs.repositories(work.id()), work.volumesToo());
    runs.forget(run, work.id());
    return Verdict.done();
  }
}
