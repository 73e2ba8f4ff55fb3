package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.domain.DeploymentRuns.Noted;
import dev.stackyn.deployments.domain.DeploymentRuns.Work;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.domain.LogWriter;
import dev.stackyn.deployments.engine.Assignment;
import dev.stackyn.deployments.engine.Blame;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployEngine;
import dev.stackyn.deployments.engine.DeployOutcome;
import dev.stackyn.deployments.engine.DeployOutcome.Cancelled;
import dev.stackyn.deployments.engine.DeployOutcome.Failed;
import dev.stackyn.deployments.engine.DeployOutcome.Live;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.deployments.engine.ports.Journal.TakenOver;
import dev.stackyn.jobs.domain.Ending;
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

/** Begins a deployment, has the engine do it, and writes down how it ended. */
@Singleton
final class DeployHandler implements JobHandler {
  static final String KIND = "deploy";

  /** Each step has a bound of its own; this is for the sum, should one of them not hold. */
  private static final Duration DEADLINE = Duration.ofHours(1);

  private final DeploymentRuns runs;
  private final Provider<DeployEngine> engine;
  private final Releases releases;
  private final Site site;
  private final Watchman watchman;
  private final Payloads payloads;

  DeployHandler(
      DeploymentRuns runs,
      Provider<DeployEngine> engine,
      Releases releases,
      Site site,
      Watchman watchman,
      Payloads payloads) {
    this.runs = runs;
    this.engine = engine;
    this.releases = releases;
    this.site = site;
    this.watchman = watchman;
    this.payloads = payloads;
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, DEADLINE);
  }

  @Override
  public Verdict handle(JobRun run) {
    DeploymentId id = payloads.read(run, Payloads.OfDeployment.class).id();
    Optional<Work> work = runs.begin(run, id);
    if (work.isEmpty()) {
      return Verdict.done("there was nothing left to do");
    }
    try (LogWriter log = site.log(work.get().deployment(), run.attempt())) {
      Assignment assignment = site.watched(run, work.get(), log);
      return work.get().deployment().status() == DeploymentStatus.RUNNING
          ? finished(engine.get().finish(assignment))
          : settled(run, work.get(), engine.get().deploy(assignment, run.stop()));
    } catch (LostClaim | TakenOver e) {
      return Verdict.cancelled("taken over");
    }
  }

  /** It was killed after the switch. If its container is gone by now, that is for its keeper. */
  private static Verdict finished(Optional<Live> live) {
    return Verdict.done(live.isPresent() ? "live" : "live before; its container is gone");
  }

  private Verdict settled(JobRun run, Work work, DeployOutcome outcome) {
    DeploymentId id = work.deployment().id();
    return switch (outcome) {
      case Live _ -> {
        runs.enter(run, id, Phase.RETIRE, Noted.NOTHING);
        watchman.look();
        releases.prune(work.spec());
        yield Verdict.done("live");
      }
      case Failed failed -> failed(run, work, failed);
      case Cancelled cancelled -> cancelled(run, id, cancelled);
    };
  }

  private Verdict failed(JobRun run, Work work, Failed failed) {
    DeploymentId id = work.deployment().id();
    String text = "[%s] %s".formatted(failed.code(), failed.message());
    if (failed.code() == DeployCode.DISK_LIMIT_EXCEEDED) {
      releases.makeRoom();
    }
    if (failed.blame() != Blame.PLATFORM) {
      runs.fail(run, id, failed.code(), failed.message());
      return Verdict.done(text);
    }
    if (!run.isLastTry()) {
      return runs.postpone(run, work.deployment())
          ? Verdict.retry(text)
          : Verdict.done("superseded after: " + text);
    }
    runs.fail(run, id, failed.code(), failed.message());
    return Verdict.bury(text);
  }

  /** Who wanted it to end decides whether it has ended, or is gone on with elsewhere. */
  private Verdict cancelled(JobRun run, DeploymentId id, Cancelled cancelled) {
    switch (run.ending().orElse(Ending.CLOSING)) {
      case CANCELLED -> runs.cancel(run, id, cancelled.reason());
      case OVERDUE ->
          runs.fail(
              run,
              id,
              DeployCode.INTERNAL_PLATFORM_ERROR,
              "The deployment did not end within %d minutes.".formatted(DEADLINE.toMinutes()));
      case CLOSING, TAKEN_OVER -> {
        // Another worker goes on with it: its row says so already.
      }
    }
    return Verdict.cancelled(cancelled.reason());
  }
}
