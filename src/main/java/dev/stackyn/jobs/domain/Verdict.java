package dev.stackyn.jobs.domain;

import java.time.Duration;
import java.util.Optional;

/** What a handler says of a job when it ends. */
public sealed interface Verdict {
  /** It is done; a note may say how well. */
  record Done(Optional<String> note) implements Verdict {}

  /** It failed, and may work later: after that time, or after one that grows with each failure. */
  record Retry(String why, Optional<Duration> after) implements Verdict {}

  /** It failed, and would again. */
  record Bury(String why) implements Verdict {}

  /** It ended early because it was asked to. */
  record Cancelled(String why) implements Verdict {}

  static Verdict done() {
    return new Done(Optional.empty());
  }

  static Verdict done(String note) {
    return new Done(Optional.of(note));
  }

  static Verdict retry(String why) {
    return new Retry(why, Optional.empty());
  }

  static Verdict retry(String why, Duration after) {
    return new Retry(why, Optional.of(after));
  }

  static Verdict bury(String why) {
    return new Bury(why);
  }

  static Verdict cancelled(String why) {
    return new Cancelled(why);
  }
}
