package dev.stackyn.jobs.proof;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.testing.DurablePostgres;
import dev.stackyn.testing.Patience;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The database goes away under load, several times, and comes back. Nobody restarts a worker: they
 * find it again by themselves.
 */
final class RestartedPostgres {
  private static final int BREATH_MILLIS = 5;

  private final DurablePostgres postgres;
  private final TestPlatform platform;
  private final Ledger ledger;
  private final Workforce workforce;

  RestartedPostgres(
      DurablePostgres postgres, TestPlatform platform, Ledger ledger, Workforce workforce) {
    this.postgres = postgres;
    this.platform = platform;
    this.ledger = ledger;
    this.workforce = workforce;
  }

  /** Returns how many jobs were enqueued, as far as their callers were told. */
  int prove(int restarts, int jobsBetween) throws IOException, InterruptedException {
    List<JobId> acknowledged = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean open = new AtomicBoolean(true);
    Thread enqueuer = Thread.ofPlatform().start(() -> enqueue(acknowledged, open));
    try {
      for (int restart = 0; restart < restarts; restart++) {
        int until = acknowledged.size() + jobsBetween;
        Patience.until("jobs come", () -> acknowledged.size() >= until, acknowledged::size);
        postgres.restart();
      }
    } finally {
      open.set(false);
      enqueuer.join();
    }
    Patience.until("every job ends", () -> ledger.unfinished() == 0, ledger::changes);
    requireAll(acknowledged);
    ledger.requireSoundHistories();
    ledger.requireEveryEffectOnce();
    if (!workforce.isComplete()) {
      throw new IllegalStateException("a worker did not survive that its database went away");
    }
    return acknowledged.size();
  }

  /**
   * What is refused while the database is away is not there afterwards, or is done like the rest.
   */
  private void enqueue(List<JobId> acknowledged, AtomicBoolean open) {
    JobQueue queue = platform.bean(JobQueue.class);
    while (open.get()) {
      try {
        acknowledged.add(queue.enqueue(ProofJobs.job(ProofJobs.EFFECT)));
        TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // The database is away: the caller was told, and goes on when it is back.
      }
    }
  }

  private void requireAll(List<JobId> acknowledged) {
    List<String> there = ledger.column("select id::text from proof.jobs");
    List<String> lost =
        acknowledged.stream().map(JobId::toString).filter(id -> !there.contains(id)).toList();
    if (!lost.isEmpty()) {
      throw new IllegalStateException("lost were " + lost);
    }
  }
}
