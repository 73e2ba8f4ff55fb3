package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.BodyPace;
import java.util.concurrent.TimeUnit;

/**
 * The time that somebody has left who sends something. It passes while he is waited for; what comes
 * from him gives him more, but never more than the grace: who was quick once may not be silent for
 * an hour.
 */
final class Pace {
  private final long graceNanos;
  private final int bytesPerSecond;
  private long leftNanos;
  private long counted;
  private long sinceNanos;
  private boolean rests = true;

  Pace(BodyPace asked) {
    this.graceNanos = asked.grace().toNanos();
    this.bytesPerSecond = asked.bytesPerSecond();
    this.leftNanos = graceNanos;
  }

  /** Everything is as at the beginning. */
  void begin() {
    leftNanos = graceNanos;
    sinceNanos = System.nanoTime();
  }

  /** Nobody waits for him. */
  void rest(long come) {
    count(come);
    rests = true;
  }

  void goOn() {
    if (rests) {
      rests = false;
      sinceNanos = System.nanoTime();
    }
  }

  /** Whether he has no time left, after so much has come in all. */
  boolean isMissed(long come) {
    count(come);
    return leftNanos < 0;
  }

  private void count(long come) {
    if (rests) {
      return;
    }
    double seconds = bytesPerSecond == 0 ? 0 : (double) (come - counted) / bytesPerSecond;
    long earned = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    long now = System.nanoTime();
    leftNanos = Math.min(graceNanos, leftNanos + earned) - (now - sinceNanos);
    counted = come;
    sinceNanos = now;
  }
}
