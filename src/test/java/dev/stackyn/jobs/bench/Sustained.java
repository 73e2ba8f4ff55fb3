package dev.stackyn.jobs.bench;

import dev.stackyn.testing.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Jobs come, one transaction each, while others are worked off. The outstanding ones are bounded;
 * the bound is above what comes within the longest pause of any contender, so that one which polls
 * catches up afterwards and loses nothing by it.
 */
record Sustained(double finishedPerSecond, double enqueuedPerSecond) {
  private static final int ENQUEUERS = 4;
  private static final long BREATH_NANOS = Duration.ofMillis(1).toNanos();

  /** How long is measured, after how long a run-up, and with how many outstanding at most. */
  record Course(Duration runUp, Duration window, int outstanding, int capacity) {}

  static Sustained measure(Contender contender, int threads, Course course)
      throws InterruptedException {
    contender.clear();
    Tally tally = new Tally(course.capacity());
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean open = new AtomicBoolean(true);
    contender.start(threads, tally);
    try (ExecutorService enqueuers = Executors.newFixedThreadPool(ENQUEUERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < ENQUEUERS; i++) {
        running.add(
            enqueuers.submit(() -> enqueue(contender, tally, next, open, course.outstanding())));
      }
      try {
        Patience.until(contender.name() + " begins", () -> tally.done() > 0, next::get);
        Thread.sleep(course.runUp());
        long begin = System.nanoTime();
        int doneBefore = tally.done();
        int enqueuedBefore = next.get();
        Thread.sleep(course.window());
        double seconds = (System.nanoTime() - begin) / 1e9;
        int done = tally.done() - doneBefore;
        int enqueued = next.get() - enqueuedBefore;
        open.set(false);
        for (Future<?> enqueuer : running) {
          enqueuer.get();
        }
        int all = next.get();
        Patience.until(contender.name() + " drains", () -> tally.done() >= all, tally::done);
        Patience.until(
            contender.name() + " settles", () -> contender.unsettled() == 0, contender::unsettled);
        return new Sustained(done / seconds, enqueued / seconds);
      } catch (ExecutionException e) {
        throw new IllegalStateException(contender.name() + " cannot enqueue", e.getCause());
      } finally {
        open.set(false);
      }
    } finally {
      contender.stop();
      tally.requireEachOnce(contender.name(), next.get());
    }
  }

  private static void enqueue(
      Contender contender, Tally tally, AtomicInteger next, AtomicBoolean open, int outstanding) {
    while (open.get()) {
      if (next.get() - tally.done() >= outstanding) {
        LockSupport.parkNanos(BREATH_NANOS);
        continue;
      }
      int job = next.getAndIncrement();
      if (job >= tally.capacity()) {
        throw new IllegalStateException("more jobs than there is room for: " + tally.capacity());
      }
      contender.enqueue(job);
    }
  }
}
