package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns.Work;
import dev.stackyn.deployments.domain.LogWriter;
import dev.stackyn.deployments.domain.Upkeep;
import dev.stackyn.deployments.engine.DeployEngine;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.DeployOutcome.Failed;
import dev.stackyn.deployments.engine.ports.Journal.TakenOver;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.LostClaim;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.kernel.Stop;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** A version that has taken over gives way to the one before. People wait for it: it is brief. */
@Singleton
final class GoBackHandler implements JobHandler {
  static final String KIND = "go_back";

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Duration REST = Duration.ofSeconds(1);

  private final Upkeep upkeep;
  private final Provider<DeployEngine> engine;
  private final Site site;
  private final Payloads payloads;

  GoBackHandler(Upkeep upkeep, Provider<DeployEngine> engine, Site site, Payloads payloads) {
    this.upkeep = upkeep;
    this.engine = engine;
    this.site = site;
    this.payloads = payloads;
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, DEADLINE).asBrief();
  }

  /** Where there is nowhere to go back to, whoever looks after apps does what he can. */
  @Override
  public Verdict handle(JobRun run) {
    Payloads.OfFailure failure = payloads.read(run, Payloads.OfFailure.class);
    Optional<Work> work = upkeep.watched(run, failure.id());
    if (work.isEmpty()) {
      return Verdict.done("nobody watches it any more");
    }
    try (LogWriter log = site.log(work.get().deployment(), run.attempt())) {
      Optional<Failed> failed =
          engine.get().goBack(site.assignment(run, work.get(), log), failure.why());
      if (failed.isEmpty()) {
        upkeep.endWatch(run, failure.id());
      }
      return Verdict.done(failed.isPresent() ? "went back" : "there is nothing to go back to");
    } catch (DeployFailure e) {
      return Verdict.retry(e.text(), REST);
    } catch (Stop.Stopped e) {
      return Verdict.done("the app was stopped meanwhile");
    } catch (LostClaim | TakenOver e) {
      return Verdict.cancelled("taken over");
    }
  }
}
