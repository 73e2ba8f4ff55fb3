package dev.stackyn.jobs.domain;

import java.time.Duration;
import java.util.Optional;

/** How one claim ended. It takes effect only if the claim is still held. */
public record Settlement(JobId id, int attempt, Move move, Optional<String> why, Outcome outcome) {
  private static final int LONGEST = 2_000;

  /**
   * How much was done, for how long it rests before it is tried again, and whether its end may let
   * another one begin.
   */
  public record Outcome(Optional<Tally> tally, Duration rest, boolean makesRoom) {}

  public Settlement {
    if (move.from() != JobStatus.RUNNING) {
      throw new IllegalArgumentException(move + " does not end a claim");
    }
    why = why.map(Settlement::clean);
  }

  /** What the database cannot hold, and what nobody would read. */
  static String clean(String text) {
    String storable = text.replace("\0", "");
    return storable.length() > LONGEST ? storable.substring(0, LONGEST) : storable;
  }
}
