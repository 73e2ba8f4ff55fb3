package dev.stackyn.jobs.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/** The handler of every contender: it does nothing but note that the job ran. */
final class Tally implements IntConsumer {
  private final AtomicIntegerArray runs;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong firstNanos = new AtomicLong();

  /** For jobs whose numbers are below {@code capacity}. */
  Tally(int capacity) {
    runs = new AtomicIntegerArray(capacity);
  }

  @Override
  public void accept(int job) {
    if (done.get() == 0) {
      firstNanos.compareAndSet(0, System.nanoTime());
    }
    runs.incrementAndGet(job);
    done.incrementAndGet();
  }

  int capacity() {
    return runs.length();
  }

  int done() {
    return done.get();
  }

  /** When the first job ran, on the clock of {@link System#nanoTime}. */
  long firstNanos() {
    return firstNanos.get();
  }

  /** A queue that loses or repeats jobs is not measured: it is broken. */
  void requireEachOnce(String contender, int jobs) {
    for (int job = 0; job < jobs; job++) {
      if (runs.get(job) != 1) {
        throw new IllegalStateException(
            "%s ran job %d of %d %d times".formatted(contender, job, jobs, runs.get(job)));
      }
    }
  }
}
