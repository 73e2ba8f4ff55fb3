package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Journal;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.LostClaim;
import dev.stackyn.kernel.DeploymentId;

/** The journal of one attempt, as long as the attempt counts. */
final class RunJournal implements Journal {
  private final DeploymentRuns runs;
  private final JobRun run;
  private final DeploymentId id;

  RunJournal(DeploymentRuns runs, JobRun run, DeploymentId id) {
    this.runs = runs;
    this.run = run;
    this.id = id;
  }

  @Override
  public void enter(Phase phase) {
    write(() -> runs.enter(run, id, phase));
  }

  @Override
  public void fetched(Commit commit) {
    write(() -> runs.fetched(run, id, commit));
  }

  @Override
  public void built(ImageId image) {
    write(() -> runs.built(run, id, image.value()));
  }

  @Override
  public void started(ContainerId container) {
    write(() -> runs.started(run, id, container.value()));
  }

  private static void write(Runnable entry) {
    try {
      entry.run();
    } catch (LostClaim e) {
      throw new TakenOver(String.valueOf(e.getMessage()));
    }
  }
}
