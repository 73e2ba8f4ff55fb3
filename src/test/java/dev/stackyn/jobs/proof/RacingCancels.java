package dev.stackyn.jobs.proof;

import dev.stackyn.jobs.domain.JobDesk;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.Patience;
import dev.stackyn.testing.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Every job is cancelled by two at once, while workers claim and complete it: one takes back what
 * still waits, the other one also asks what runs already to end. Whoever comes first, it ends once,
 * and who was told that it is cancelled was told the truth.
 */
final class RacingCancels {
  private static final int AT_A_TIME = 50;
  private static final Requester ADMIN = new Requester(new UserId(new UUID(0, 1)), true);

  private final TestPlatform platform;
  private final Ledger ledger;

  RacingCancels(TestPlatform platform, Ledger ledger) {
    this.platform = platform;
    this.ledger = ledger;
  }

  /** Returns how many were cancelled. */
  int prove(int jobs) throws InterruptedException {
    JobQueue queue = platform.bean(JobQueue.class);
    JobDesk desk = platform.bean(JobDesk.class);
    List<JobId> takenBack = new ArrayList<>();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      for (int begin = 0; begin < jobs; begin += AT_A_TIME) {
        List<JobId> some = queue.enqueueAll(ProofJobs.mixed(Math.min(AT_A_TIME, jobs - begin)));
        Future<?> asking = two.submit(() -> some.forEach(job -> desk.cancelIfOpen(ADMIN, job)));
        Future<List<JobId>> takingBack = two.submit(() -> takeBack(queue, some.reversed()));
        asking.get();
        takenBack.addAll(takingBack.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    Patience.until("every job ends", () -> ledger.unfinished() == 0, ledger::changes);
    ledger.requireSoundHistories();
    return requireTruth(takenBack);
  }

  private static List<JobId> takeBack(JobQueue queue, List<JobId> jobs) {
    return jobs.stream().filter(job -> queue.withdraw(job, "raced")).toList();
  }

  private int requireTruth(List<JobId> told) {
    List<String> are = ledger.column("select id::text from proof.jobs where status = 'CANCELLED'");
    List<String> said = told.stream().map(JobId::toString).toList();
    if (said.stream().distinct().count() != said.size() || !are.containsAll(said)) {
      throw new IllegalStateException(
          "%d were said to be cancelled, and not all of them are among the %d that are"
              .formatted(said.size(), are.size()));
    }
    ledger.requireNone(
        "jobs that took effect although they were cancelled before they began",
        "from proof.jobs j join proof.effects e on e.job_id = j.id where j.status = 'CANCELLED' and j.attempt = 0");
    ledger.requireNone("jobs that failed", "from proof.jobs where status = 'FAILED'");
    return are.size();
  }
}
