package dev.stackyn.jobs.ports;

import java.time.Instant;
import java.util.Optional;

/** When schedules are due next. Every method takes part in the present transaction. */
public interface ScheduleStore {
  /** The database's time: the one clock all platforms share. */
  Instant now();

  /** Writes it down, unless it is there under the same rule already. */
  void plan(String name, String rule, Instant next);

  /**
   * Locks a schedule that is due under this rule; nothing when it is not due, or somebody else is
   * at it.
   */
  Optional<Instant> lockDue(String name, String rule);

  void advance(String name, Instant next);
}
