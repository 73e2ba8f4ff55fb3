package dev.stackyn.jobs.bench;

import dev.stackyn.testing.Patience;

/**
 * A full queue that is emptied. The clock of the draining starts with the first handler rather than
 * with the workers, so that nobody is charged for the time it takes to get up, and ends when the
 * database has every job as finished.
 */
record Drain(double enqueuedPerSecond, double drainedPerSecond, double firstMillis) {

  static Drain measure(Contender contender, int threads, int jobs) {
    contender.clear();
    long begin = System.nanoTime();
    contender.enqueueAll(jobs);
    double enqueueSeconds = (System.nanoTime() - begin) / 1e9;
    Tally tally = new Tally(jobs);
    long started = System.nanoTime();
    contender.start(threads, tally);
    try {
      Patience.until(contender.name() + " drains", () -> tally.done() >= jobs, tally::done);
      Patience.until(
          contender.name() + " settles", () -> contender.unsettled() == 0, contender::unsettled);
      long end = System.nanoTime();
      return new Drain(
          jobs / enqueueSeconds,
          jobs / ((end - tally.firstNanos()) / 1e9),
          (tally.firstNanos() - started) / 1e6);
    } finally {
      contender.stop();
      tally.requireEachOnce(contender.name(), jobs);
    }
  }
}
