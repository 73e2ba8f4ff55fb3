package dev.stackyn.jobs.domain;

import dev.stackyn.jobs.ports.JobStore;
import dev.stackyn.kernel.Ids;
import dev.stackyn.platform.domain.AfterCommit;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/** Where work is left for later. It stands or falls with the transaction it is left in. */
@Singleton
public class JobQueue {
  private static final String PLATFORM = "system";

  private final JobStore store;
  private final JobNews news;
  private final AfterCommit afterCommit;
  private final Ids ids;

  public JobQueue(JobStore store, JobNews news, AfterCommit afterCommit, Ids ids) {
    this.store = store;
    this.news = news;
    this.afterCommit = afterCommit;
    this.ids = ids;
  }

  /**
   * Workers everywhere learn of it once the transaction has been committed. While another job with
   * the same key waits, that one is returned and nothing is added.
   */
  public JobId enqueue(NewJob job) {
    return enqueueAll(List.of(job)).getFirst();
  }

  /** In this order; all or none, within the caller's transaction if there is one. */
  public List<JobId> enqueueAll(List<NewJob> jobs) {
    List<JobId> added = store.add(jobs.stream().map(this::named).toList());
    afterCommit.run(() -> news.enqueued(added));
    return added;
  }

  /** Cancels a job that still waits; false when it does not wait any more, or never did. */
  @Transactional
  public boolean withdraw(JobId id, String why) {
    boolean withdrawn = store.move(id, Move.WITHDRAW, new Cause(PLATFORM, why));
    if (withdrawn) {
      afterCommit.run(() -> news.changed(List.of(id)));
    }
    return withdrawn;
  }

  private JobStore.Entry named(NewJob job) {
    String actor = job.owner().map(Object::toString).orElse(PLATFORM);
    return new JobStore.Entry(new JobId(ids.next()), job, actor);
  }
}
