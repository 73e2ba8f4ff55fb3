package dev.stackyn.jobs.proof;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Patience;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Workers are killed in the midst of their jobs, at random, and replaced. Now and then one is
 * frozen instead until others have taken its jobs over: when it wakes, it knows nothing of that,
 * and goes on.
 */
final class KilledWorkers {
  private static final int FREEZE_EVERY = 8;
  private static final int LONGEST_WAIT_MILLIS = 40;

  private final TestPlatform platform;
  private final Ledger ledger;
  private final Workforce workforce;
  private final RandomGenerator random;

  KilledWorkers(TestPlatform platform, Ledger ledger, Workforce workforce, RandomGenerator random) {
    this.platform = platform;
    this.ledger = ledger;
    this.workforce = workforce;
    this.random = random;
  }

  /** Returns how many jobs had to be taken over. */
  long prove(int kills, int jobs) throws IOException, InterruptedException {
    JobQueue queue = platform.bean(JobQueue.class);
    for (int kill = 0; kill < kills; kill++) {
      queue.enqueueAll(ProofJobs.mixed(jobs * (kill + 1) / kills - jobs * kill / kills));
      WorkerProcess victim = somebodyBusy();
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_WAIT_MILLIS));
      if (kill % FREEZE_EVERY == FREEZE_EVERY / 2) {
        freeze(victim);
      } else {
        workforce.replace(victim);
      }
    }
    Patience.until("every job ends", () -> ledger.unfinished() == 0, ledger::changes);
    requireAll(jobs);
    ledger.requireSoundHistories();
    ledger.requireEveryEffectOnce();
    return ledger.count("from jobs.job_events where why like 'worker % died'");
  }

  private WorkerProcess somebodyBusy() {
    List<WorkerProcess> found = new ArrayList<>();
    Eventually.that(
        "somebody works",
        () -> {
          Optional<WorkerProcess> busy = workforce.somebodyBusy();
          busy.ifPresent(found::add);
          return busy.isPresent();
        });
    return found.getFirst();
  }

  private void freeze(WorkerProcess worker) throws IOException, InterruptedException {
    worker.freeze();
    TimeUnit.MILLISECONDS.sleep(WorkerProcess.LEASE_SECONDS * 2_000L);
    worker.thaw();
  }

  private void requireAll(int jobs) {
    long there = ledger.count("from proof.jobs");
    if (there != jobs) {
      throw new IllegalStateException("of %d jobs %d are there".formatted(jobs, there));
    }
  }
}
