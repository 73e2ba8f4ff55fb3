package dev.stackyn.jobs.ports;

import dev.stackyn.jobs.domain.Cause;
import dev.stackyn.jobs.domain.Claim;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.Move;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Progress;
import dev.stackyn.jobs.domain.Settlement;
import dev.stackyn.jobs.domain.WorkerId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The queue as those who work on it need it. Every method takes part in the present transaction,
 * moves jobs only as {@link Move} allows, and notes each move in the job's events. The time is the
 * database's: that is the one clock which all platforms on it share.
 */
public interface JobStore {
  /** A job to be added, under its name, and who adds it. */
  record Entry(JobId id, NewJob job, String actor) {}

  /** What a worker can take: a job for each free hand, and as many brief ones as may wait here. */
  record Room(WorkerId worker, Collection<JobKind> kinds, int hands, int brief) {}

  /** The names of the jobs, in the same order; of one that was there already, that one's. */
  List<JobId> add(List<Entry> jobs);

  /**
   * Takes what is due: higher priority first, then the older; one a lane, and no more of a kind
   * than may run. Claims are made one after the other on all platforms.
   */
  List<Claim> claim(Room room);

  /** Ends claims; returns those that were held still, the others are left as they are. */
  Set<JobId> settle(WorkerId worker, List<Settlement> settlements);

  /** Keeps the claim from being taken over until the transaction ends; false if it has been. */
  boolean hold(WorkerId worker, JobId id, int attempt);

  /** Notes how far claims that are held have come; returns their jobs. */
  Set<JobId> note(List<Progress> progress);

  /** Moves one job, if it is in the state the move begins with. */
  boolean move(JobId id, Move move, Cause cause);

  /** Lets jobs be claimed whose time has come; returns how many. */
  int ready();

  /**
   * Takes jobs from workers who are no longer believed to be alive: back to the queue, or where
   * cancelled and exhausted ones go.
   */
  List<JobId> takeAway();
}
