package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns.Work;
import dev.stackyn.deployments.domain.LogWriter;
import dev.stackyn.deployments.domain.Upkeep;
import dev.stackyn.deployments.engine.Clearance;
import dev.stackyn.deployments.engine.DeployEngine;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.Journal.TakenOver;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.LostClaim;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.WakeCalls;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Somebody asks for an app that sleeps, and waits: it is started, and proven ready. */
@Singleton
final class WakeHandler implements JobHandler {
  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private final Upkeep upkeep;
  private final Provider<DeployEngine> engine;
  private final Provider<Clearance> clearance;
  private final Site site;
  private final Payloads payloads;

  WakeHandler(
      Upkeep upkeep,
      Provider<DeployEngine> engine,
      Provider<Clearance> clearance,
      Site site,
      Payloads payloads) {
    this.upkeep = upkeep;
    this.engine = engine;
    this.clearance = clearance;
    this.site = site;
    this.payloads = payloads;
  }

  @Override
  public JobKind kind() {
    return JobKind.named(WakeCalls.KIND, DEADLINE).asBrief();
  }

  @Override
  public Verdict handle(JobRun run) {
    AppId app = payloads.read(run, Payloads.OfSleeper.class).id();
    Optional<Work> work = upkeep.asleep(run, app);
    if (work.isEmpty()) {
      return Verdict.done("it does not sleep");
    }
    try (LogWriter log = site.log(work.get().deployment(), run.attempt())) {
      engine.get().wake(site.assignment(run, work.get(), log), run.stop());
      upkeep.awake(run, work.get().deployment().id());
      return Verdict.done("woken");
    } catch (DeployFailure e) {
      return givenUp(run, work.get(), e);
    } catch (LostClaim | TakenOver e) {
      return Verdict.cancelled("taken over");
    }
  }

  /** Who waits is told. From now on it is an app that should run and does not, as any other. */
  private Verdict givenUp(JobRun run, Work work, DeployFailure failure) {
    clearance.get().giveUp(work.spec(), failure.code());
    upkeep.awake(run, work.deployment().id());
    return Verdict.done("could not be woken: [%s] %s".formatted(failure.code(), failure.text()));
  }
}
