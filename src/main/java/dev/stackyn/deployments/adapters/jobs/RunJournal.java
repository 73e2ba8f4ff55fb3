package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.Deployment.Switched;
import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.domain.DeploymentRuns.Noted;
import dev.stackyn.deployments.domain.Upkeep;
import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployOutcome.Failed;
import dev.stackyn.deployments.engine.Kept;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Journal;
import dev.stackyn.deployments.engine.ports.Turnover;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.LostClaim;
import dev.stackyn.kernel.DeploymentId;

/** The journal of one attempt, as long as the attempt counts. */
final class RunJournal implements Journal {
  private final DeploymentRuns runs;
  private final Upkeep upkeep;
  private final JobRun run;
  private final DeploymentId id;
  private Noted noted = Noted.NOTHING;

  RunJournal(DeploymentRuns runs, Upkeep upkeep, JobRun run, DeploymentId id) {
    this.runs = runs;
    this.upkeep = upkeep;
    this.run = run;
    this.id = id;
  }

  @Override
  public void enter(Phase phase) {
    write(() -> runs.enter(run, id, phase, noted));
    noted = Noted.NOTHING;
  }

  @Override
  public void fetched(Commit commit) {
    noted = noted.withCommit(commit);
  }

  @Override
  public void built(ImageId image) {
    noted = noted.withImage(image.value());
  }

  @Override
  public void started(ContainerId container) {
    noted = noted.withContainer(container.value());
  }

  @Override
  public void keeping(Kept before) {
    noted = noted.withBefore(before);
  }

  @Override
  public void counted(Turnover turnover) {
    // A request may end while the figures are read.
    long failed = Math.min(turnover.failed(), turnover.requests());
    write(() ->
        upkeep.counted(
            run, id, new Switched(turnover.requests(), failed, turnover.longestMillis())));
  }

  @Override
  public void wentBack(Kept before, Failed why) {
    write(() -> upkeep.wentBack(run, id, before, why));
  }

  private static void write(Runnable entry) {
    try {
      entry.run();
    } catch (LostClaim e) {
      throw new TakenOver(String.valueOf(e.getMessage()));
    }
  }
}
