package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.domain.DeploymentRuns.Work;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.LogWriter;
import dev.stackyn.deployments.engine.DeployEngine;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Brings back an app that should serve and does not. */
@Singleton
final class KeepHandler implements JobHandler {
  static final String KIND = "keep_app";

  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private final Deployments deployments;
  private final DeploymentRuns runs;
  private final Provider<World> world;
  private final Site site;
  private final Payloads payloads;

  KeepHandler(
      Deployments deployments,
      DeploymentRuns runs,
      Provider<World> world,
      Site site,
      Payloads payloads) {
    this.deployments = deployments;
    this.runs = runs;
    this.world = world;
    this.site = site;
    this.payloads = payloads;
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, DEADLINE);
  }

  @Override
  public Verdict handle(JobRun run) {
    AppId app = payloads.read(run, Payloads.OfApp.class).id();
    Optional<Work> work = runs.resume(run, app);
    if (work.isEmpty()) {
      return Verdict.done("there was nothing to do");
    }
    if (hasEndedForGood(work.get())) {
      UserId owner = work.get().deployment().owner();
      deployments.stop(new Requester(owner, false), app, owner);
      return Verdict.done("it has ended by itself, and is not to be started again");
    }
    try (LogWriter log = site.log(work.get().deployment(), run.attempt())) {
      new DeployEngine(world.get()).keep(site.assignment(run, work.get(), log), run.stop());
      return Verdict.done("brought back");
    } catch (DeployFailure e) {
      return Verdict.done("not yet: [%s] %s".formatted(e.code(), e.text()));
    }
  }

  private boolean hasEndedForGood(Work work) {
    return work.spec().run().surroundings().restart() == Restart.NEVER
        && work.deployment()
            .made()
            .container()
            .flatMap(id -> world.get().containers().look(new ContainerId(id)))
            .filter(container -> container.state() instanceof State.Ended)
            .isPresent();
  }
}
