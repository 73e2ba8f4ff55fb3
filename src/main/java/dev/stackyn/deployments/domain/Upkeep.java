package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.domain.Deployment.Switched;
import dev.stackyn.deployments.domain.DeploymentRuns.Work;
import dev.stackyn.deployments.engine.DeployOutcome.Failed;
import dev.stackyn.deployments.engine.Kept;
import dev.stackyn.deployments.ports.DeploymentStore;
import dev.stackyn.deployments.ports.RunStore;
import dev.stackyn.deployments.ports.UpkeepStore;
import dev.stackyn.deployments.ports.UpkeepStore.Watched;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Stop;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What those who look after versions that serve write down: of those that have just taken over, and
 * of those that sleep. Each call is one short transaction that stands or falls with the job.
 */
@Singleton
public class Upkeep {
  private final DeploymentStore store;
  private final RunStore runs;
  private final UpkeepStore upkeep;

  public Upkeep(DeploymentStore store, RunStore runs, UpkeepStore upkeep) {
    this.store = store;
    this.runs = runs;
    this.upkeep = upkeep;
  }

  /** It serves, or should: nobody watches it, and it does not sleep. */
  static boolean isToRun(Deployment deployment) {
    return deployment.service().watch().isEmpty() && !deployment.service().asleep();
  }

  @Transactional
  public List<Watched> watched() {
    return upkeep.watched();
  }

  /** One that is watched; nothing when it is not any more. */
  @Transactional
  public Optional<Work> watched(JobRun run, DeploymentId id) {
    return work(run, id, deployment -> deployment.service().watch().isPresent());
  }

  /**
   * Nobody watches it any more: what is kept besides it may go. Nothing when another one serves by
   * now, who sees to that.
   */
  @Transactional
  public Optional<Work> endWatch(JobRun run, DeploymentId id) {
    Optional<Work> work = work(run, id, _ -> true);
    work.ifPresent(one -> upkeep.endWatch(one.deployment().app()));
    return work.map(one -> new Work(store.find(id).orElseThrow(), one.spec()));
  }

  /** How it took over. */
  @Transactional
  public void counted(JobRun run, DeploymentId id, Switched switched) {
    run.hold();
    upkeep.counted(id, switched);
  }

  /**
   * It has failed after it took over, and the version before serves again.
   *
   * @throws Stop.Stopped when somebody has stopped the app in the meantime
   */
  @Transactional
  public void wentBack(JobRun run, DeploymentId id, Kept before, Failed why) {
    run.hold();
    Deployment deployment =
        store
            .lock(id)
            .filter(one -> one.status().mayBecome(DeploymentStatus.FAILED))
            .orElseThrow(() -> new Stop.Stopped("the app was stopped"));
    runs.fail(id, why.code(), why.message());
    if (!upkeep.revive(before, deployment.app())) {
      throw new IllegalStateException(
          "deployment %s was kept for %s, and is gone".formatted(before.deployment(), id));
    }
  }

  /** Marks an app as asleep, once more if need be; nothing while something is done with it. */
  @Transactional
  public Optional<Work> fallAsleep(JobRun run, AppId app) {
    AppDeployments present = present(run, app);
    Optional<Deployment> running = present.running().filter(one -> one.service().watch().isEmpty());
    if (running.isEmpty() || present.open().isPresent()) {
      return Optional.empty();
    }
    upkeep.sleeps(running.get().id(), true);
    return running.map(one -> new Work(one, store.spec(one.id())));
  }

  /** What is to be woken; nothing when it does not sleep. */
  @Transactional
  public Optional<Work> asleep(JobRun run, AppId app) {
    Optional<Deployment> sleeper =
        present(run, app).running().filter(one -> one.service().asleep());
    sleeper.ifPresent(one -> runs.begin(one.id(), run.attempt()));
    return sleeper.map(one -> new Work(one, store.spec(one.id())));
  }

  /** It does not sleep any more, or still not. */
  @Transactional
  public void awake(JobRun run, DeploymentId id) {
    run.hold();
    upkeep.sleeps(id, false);
  }

  private AppDeployments present(JobRun run, AppId app) {
    run.hold();
    store.serialize(app);
    return store.standings(List.of(app)).getOrDefault(app, AppDeployments.NONE);
  }

  private Optional<Work> work(JobRun run, DeploymentId id, Predicate<Deployment> which) {
    run.hold();
    Optional<Deployment> deployment =
        store.lock(id).filter(one -> one.status() == DeploymentStatus.RUNNING).filter(which);
    deployment.ifPresent(_ -> runs.begin(id, run.attempt()));
    return deployment.map(one -> new Work(one, store.spec(id)));
  }
}
