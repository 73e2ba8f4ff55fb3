package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns.Work;
import dev.stackyn.deployments.domain.LogWriter;
import dev.stackyn.deployments.domain.Upkeep;
import dev.stackyn.deployments.engine.DeployEngine;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.Journal.TakenOver;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.LostClaim;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.kernel.DeploymentId;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** A version has been watched for long enough: the one before it, which was kept, goes. */
@Singleton
final class RetireHandler implements JobHandler {
  static final String KIND = "retire_version";

  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private final Upkeep upkeep;
  private final Provider<DeployEngine> engine;
  private final Releases releases;
  private final Site site;
  private final Payloads payloads;

  RetireHandler(
      Upkeep upkeep,
      Provider<DeployEngine> engine,
      Releases releases,
      Site site,
      Payloads payloads) {
    this.upkeep = upkeep;
    this.engine = engine;
    this.releases = releases;
    this.site = site;
    this.payloads = payloads;
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, DEADLINE);
  }

  /** What does not serve now is brought back by its keeper, who removes what is beside it. */
  @Override
  public Verdict handle(JobRun run) {
    DeploymentId id = payloads.read(run, Payloads.OfDeployment.class).id();
    Optional<Work> work = upkeep.endWatch(run, id);
    if (work.isEmpty()) {
      return Verdict.done("another version serves");
    }
    try (LogWriter log = site.log(work.get().deployment(), run.attempt())) {
      engine.get().finish(site.assignment(run, work.get(), log));
    } catch (DeployFailure e) {
      return Verdict.retry(e.text());
    } catch (LostClaim | TakenOver e) {
      return Verdict.cancelled("taken over");
    }
    releases.prune(work.get().spec());
    return Verdict.done();
  }
}
