package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns.Work;
import dev.stackyn.deployments.domain.Upkeep;
import dev.stackyn.deployments.engine.Clearance;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.kernel.AppId;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Puts an app to sleep. That it sleeps is written down first: who looks after apps must not bring
 * it back; and whoever asks for it meanwhile has it woken, after this.
 */
@Singleton
final class SleepHandler implements JobHandler {
  static final String KIND = "sleep_app";

  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final Upkeep upkeep;
  private final Provider<Clearance> clearance;
  private final Payloads payloads;

  SleepHandler(Upkeep upkeep, Provider<Clearance> clearance, Payloads payloads) {
    this.upkeep = upkeep;
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
    Optional<Work> work = upkeep.fallAsleep(run, app);
    if (work.isEmpty()) {
      return Verdict.done("there is something to do for it");
    }
    try {
      if (clearance.get().rest(work.get().spec())) {
        return Verdict.done();
      }
      upkeep.awake(run, work.get().deployment().id());
      return Verdict.done("somebody has just come");
    } catch (DeployFailure e) {
      upkeep.awake(run, work.get().deployment().id());
      return Verdict.done("not now: [%s] %s".formatted(e.code(), e.text()));
    }
  }
}
