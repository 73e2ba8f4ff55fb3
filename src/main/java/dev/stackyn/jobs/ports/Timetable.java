package dev.stackyn.jobs.ports;

import java.time.Instant;

/** Reads cron expressions. */
public interface Timetable {
  /**
   * The first moment after the given one that the rule names.
   *
   * @throws IllegalArgumentException when that is no rule
   */
  Instant next(String cron, Instant after);
}
