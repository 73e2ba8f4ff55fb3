package dev.stackyn.jobs.ports;

import dev.stackyn.jobs.domain.Cause;
import dev.stackyn.jobs.domain.Job;
import dev.stackyn.jobs.domain.JobEvent;
import dev.stackyn.jobs.domain.JobFilter;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQuery;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Jobs as people ask for them. Every method takes part in the present transaction. */
public interface JobRecords {
  /** Those that are there, in no order. */
  List<Job> find(Collection<JobId> ids);

  /** Nobody else moves it until the transaction ends. */
  Optional<Job> lock(JobId id);

  /** Notes who asked a running job to end; false when it does not run, or was asked before. */
  boolean askToCancel(JobId id, Cause cause);

  List<Job> list(JobQuery query);

  /** Stops counting at {@code most}. */
  long count(JobFilter filter, int most);

  /** Oldest first, from after the given one. */
  List<JobEvent> events(JobId id, long after, int most);

  /**
   * Removes that many jobs that ended longer ago than this, with their events; returns how many.
   */
  int prune(Duration age, int most);
}
