package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.domain.DeploymentRuns.Noted;
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
  private Noted noted = Noted.NOTHING;

  RunJournal(DeploymentRuns runs, JobRun run, DeploymentId id) {
    this.runs = runs;
    this.run = run;
    this.id = id;
  }

  @Override
  public void enter(Phase phase) {
    try {
      runs.enter(run, id, phase, noted);
      noted = Noted.NOTHING;
    } catch (LostClaim e) {
      throw new TakenOver(String.valueOf(e.getMessage()));
    }
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
}
