package dev.stackyn.jobs.proof;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.testing.Patience;
import dev.stackyn.testing.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Every job is cancelled by two at once, while workers claim and complete it. Whoever comes first,
 * it ends once, and who was told that it is cancelled was told the truth.
 */
final class RacingCancels {
  private static final int AT_A_TIME = 50;

  private final TestPlatform platform;
  private final Ledger ledger;

  RacingCancels(TestPlatform platform, Ledger ledger) {
    this.platform = platform;
    this.ledger = ledger;
  }

  /** Returns how many were cancelled. */
  int prove(int jobs) throws InterruptedException {
    JobQueue queue = platform.bean(JobQueue.class);
    List<JobId> cancelled = new ArrayList<>();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      for (int begin = 0; begin < jobs; begin += AT_A_TIME) {
        List<JobId> some = queue.enqueueAll(ProofJobs.mixed(Math.min(AT_A_TIME, jobs - begin)));
        Future<List<JobId>> forwards = two.submit(() -> cancel(queue, some));
        Future<List<JobId>> backwards = two.submit(() -> cancel(queue, some.reversed()));
        cancelled.addAll(forwards.get());
        cancelled.addAll(backwards.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    Patience.until("every job ends", () -> ledger.unfinished() == 0, ledger::changes);
    ledger.requireSoundHistories();
    requireTruth(cancelled);
    return cancelled.size();
  }

  private static List<JobId> cancel(JobQueue queue, List<JobId> jobs) {
    return jobs.stream().filter(job -> queue.withdraw(job, "raced")).toList();
  }

  private void requireTruth(List<JobId> told) {
    List<String> are = ledger.column("select id::text from proof.jobs where status = 'CANCELLED'");
    List<String> said = told.stream().map(JobId::toString).toList();
    if (said.size() != are.size() || !said.containsAll(are)) {
      throw new IllegalStateException(
          "%d were said to be cancelled, and %d are".formatted(said.size(), are.size()));
    }
    ledger.requireNone(
        "jobs that took effect although they were cancelled before they began",
        "from proof.jobs j join proof.effects e on e.job_id = j.id where j.status = 'CANCELLED' and j.attempt = 0");
    ledger.requireNone("jobs that failed", "from proof.jobs where status = 'FAILED'");
  }
}
