package dev.stackyn.jobs.ports;

import dev.stackyn.jobs.domain.QueueStats;
import dev.stackyn.kernel.UserId;
import java.util.Optional;

/** Counts jobs: one user's, or everybody's when none is named. */
public interface JobFigures {
  /** How many ended, and how. */
  record Ended(long completed, long failed, long cancelled) {}

  /** Costs as much as waits and runs, however much is finished. */
  QueueStats queue(Optional<UserId> owner);

  /** Costs as much as is finished. */
  Ended ended(Optional<UserId> owner);
}
