package dev.stackyn.jobs.proof;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.testing.Patience;
import dev.stackyn.testing.TestPlatform;

/**
 * Handlers that throw, that hang, and that swallow the interrupt which should end them: each ends
 * as a dead letter when its time is up, and the workers do what stands behind them: a hand that is
 * lost to a deaf handler is replaced.
 */
final class UnrulyHandlers {
  private final TestPlatform platform;
  private final Ledger ledger;

  UnrulyHandlers(TestPlatform platform, Ledger ledger) {
    this.platform = platform;
    this.ledger = ledger;
  }

  void prove(int each) {
    JobQueue queue = platform.bean(JobQueue.class);
    for (int i = 0; i < each; i++) {
      queue.enqueue(ProofJobs.job(ProofJobs.DEAF).withRetries(0));
      queue.enqueue(ProofJobs.job(ProofJobs.HANGS).withRetries(0));
      queue.enqueue(ProofJobs.job(ProofJobs.THROWS).withRetries(0));
      queue.enqueue(ProofJobs.job(ProofJobs.EFFECT));
    }
    Patience.until("every job ends", () -> ledger.unfinished() == 0, ledger::changes);
    ledger.requireSoundHistories();
    requireAll(each, ProofJobs.DEAF, "did not end within 1 s");
    requireAll(each, ProofJobs.HANGS, "its time is up");
    requireAll(each, ProofJobs.THROWS, "IllegalStateException: as it should");
    long done =
        ledger.count("from proof.jobs where kind = 'proof_effect' and status = 'COMPLETED'");
    if (done != each) {
      throw new IllegalStateException("beside the unruly ones %d were done".formatted(done));
    }
  }

  private void requireAll(int each, String kind, String error) {
    long found =
        ledger.count(
            "from proof.jobs where kind = '%s' and status = 'FAILED' and error = '%s'"
                .formatted(kind, error));
    if (found != each) {
      throw new IllegalStateException(
          "%d of %d %s: %s"
              .formatted(
                  found,
                  each,
                  kind,
                  ledger.column(
                      "select distinct status || ' ' || coalesce(error, '') from proof.jobs where kind = '%s'"
                          .formatted(kind))));
    }
  }
}
