package dev.stackyn.jobs.domain;

import dev.stackyn.jobs.ports.JobFigures;
import dev.stackyn.jobs.ports.JobFigures.Ended;
import dev.stackyn.jobs.ports.JobRecords;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * How many jobs there are. What waits and runs is counted every time, since an index knows it; what
 * has ended grows without end, and is counted every other second.
 */
@Singleton
public class JobCounts {
  private static final int EXACTLY = 10_000;

  private final JobFigures figures;
  private final JobRecords records;
  private final Remembered<Optional<UserId>, Ended> ended;
  private final Remembered<JobFilter, Long> totals;

  /** Everything that is known of numbers. */
  public record Counts(JobStats jobs, QueueStats queue) {}

  public JobCounts(JobFigures figures, JobRecords records, Clock clock) {
    this.figures = figures;
    this.records = records;
    this.ended = new Remembered<>(clock);
    this.totals = new Remembered<>(clock);
  }

  /** Of the jobs that he may see. */
  @Transactional
  public Counts of(Requester requester) {
    Optional<UserId> horizon = requester.horizon();
    QueueStats queue = figures.queue(horizon);
    Ended past = ended.get(horizon, () -> figures.ended(horizon));
    return new Counts(
        new JobStats(
            queue.waiting(), queue.running(), past.completed(), past.failed(), past.cancelled()),
        queue);
  }

  /** Exact up to ten thousand; above, it may be two seconds old. */
  long total(JobFilter filter) {
    long few = records.count(filter, EXACTLY);
    return few < EXACTLY ? few : totals.get(filter, () -> records.count(filter, Integer.MAX_VALUE));
  }
}
