package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.domain.DeploymentRuns.Work;
import dev.stackyn.deployments.domain.LogWriter;
import dev.stackyn.deployments.domain.Upkeep;
import dev.stackyn.deployments.domain.WatchSettings;
import dev.stackyn.deployments.engine.Assignment;
import dev.stackyn.deployments.engine.Assignment.Earlier;
import dev.stackyn.deployments.engine.Kept;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.ports.LogStore;
import dev.stackyn.jobs.domain.JobRun;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Where work on deployments finds what it writes to. */
@Singleton
final class Site implements AutoCloseable {
  private static final int GATHERING_MILLIS = 40;

  private final DeploymentRuns runs;
  private final Upkeep upkeep;
  private final WatchSettings watch;
  private final LogStore logs;
  private final Turnstile turnstile;
  private final ScheduledExecutorService moments =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("deployment-logs").factory());

  Site(
      DeploymentRuns runs, Upkeep upkeep, WatchSettings watch, LogStore logs, Turnstile turnstile) {
    this.runs = runs;
    this.upkeep = upkeep;
    this.watch = watch;
    this.logs = logs;
    this.turnstile = turnstile;
  }

  /** The log of one attempt; to be closed with it. */
  LogWriter log(Deployment deployment, int attempt) {
    return new LogWriter(
        logs,
        deployment.id(),
        attempt,
        flush -> {
          var _ =
              moments.schedule(
                  () -> Thread.startVirtualThread(flush), GATHERING_MILLIS, TimeUnit.MILLISECONDS);
        });
  }

  /** One after which the version before stays for a while, if its app wants that. */
  Assignment watched(JobRun run, Work work, LogWriter log) {
    return assignment(run, work, log, watch.isOn() && work.spec().run().surroundings().watched());
  }

  Assignment assignment(JobRun run, Work work, LogWriter log) {
    return assignment(run, work, log, false);
  }

  private Assignment assignment(JobRun run, Work work, LogWriter log, boolean watched) {
    Deployment deployment = work.deployment();
    return new Assignment(
        deployment.id(),
        work.spec(),
        earlier(deployment),
        watched,
        new RunJournal(runs, upkeep, run, deployment.id()),
        (told, stop) -> turnstile.await(run::rest, deployment, told, stop),
        log);
  }

  private static Earlier earlier(Deployment deployment) {
    boolean begun = deployment.times().begun().isPresent();
    Optional<ImageId> image = deployment.made().image().map(ImageId::new);
    Optional<Kept> kept = deployment.service().watch().map(Deployment.Watch::before);
    return deployment.trigger().builds()
        ? new Earlier(begun, Optional.empty(), image, kept)
        : new Earlier(begun, image, Optional.empty(), kept);
  }

  @Override
  @PreDestroy
  public void close() {
    moments.shutdownNow();
  }
}
