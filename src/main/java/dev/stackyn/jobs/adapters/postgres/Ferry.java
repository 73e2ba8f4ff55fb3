package dev.stackyn.jobs.adapters.postgres;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes across together what several threads bring at about the same time. Whoever comes alone sets
 * out at once. Who comes while the ferry is away waits for it with everybody else; and when it has
 * lately had several passengers, it waits a moment for as many to come again. There is no thread
 * but the callers': one passenger of each trip steers.
 */
final class Ferry<T> {
  /** Waiting half as long as a trip takes costs less than the trip that it saves. */
  private static final int TRIPS_PER_WAIT = 2;

  private static final long LONGEST_WAIT_NANOS = Duration.ofMillis(2).toNanos();

  private final int largest;
  private final Consumer<List<T>> trip;
  private final Queue<Passenger<T>> waiting = new ArrayDeque<>();
  private boolean away;
  private int expected = 1;
  private long waitNanos;
  private @Nullable Thread boarding;

  private enum Turn {
    STEERS,
    HAS_CROSSED
  }

  private record Passenger<T>(T item, CompletableFuture<Turn> turn) {}

  /** A trip takes so many at most; all of them get across or none. */
  Ferry(int largest, Consumer<List<T>> trip) {
    this.largest = largest;
    this.trip = trip;
  }

  /**
   * Returns when it is across, and throws what the trip throws. An interrupt does not end the wait:
   * whether it crosses is not the caller's to say any more.
   */
  void cross(T item) {
    Passenger<T> passenger = new Passenger<>(item, new CompletableFuture<>());
    if (isAtTheHelm(passenger) || turn(passenger) == Turn.STEERS) {
      steer(passenger);
    }
  }

  private synchronized boolean isAtTheHelm(Passenger<T> passenger) {
    if (!away) {
      away = true;
      return true;
    }
    waiting.add(passenger);
    if (boarding != null && isFull()) {
      LockSupport.unpark(boarding);
    }
    return false;
  }

  private static Turn turn(Passenger<?> passenger) {
    try {
      return passenger.turn().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void steer(Passenger<T> first) {
    awaitOthers();
    List<Passenger<T>> aboard = board(first);
    long begin = System.nanoTime();
    try {
      trip.accept(aboard.stream().map(Passenger::item).toList());
    } catch (RuntimeException | Error e) {
      land(aboard.size(), begin);
      aboard.forEach(passenger -> passenger.turn().completeExceptionally(e));
      throw e;
    }
    // The next one to steer wakes first: meanwhile the others get off.
    land(aboard.size(), begin);
    aboard.forEach(passenger -> passenger.turn().complete(Turn.HAS_CROSSED));
  }

  private void awaitOthers() {
    long begin = System.nanoTime();
    long longest = openGate();
    long rest = longest;
    while (rest > 0 && !isFull() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, rest);
      rest = begin + longest - System.nanoTime();
    }
  }

  private synchronized long openGate() {
    boarding = Thread.currentThread();
    return waitNanos;
  }

  private synchronized boolean isFull() {
    return waiting.size() + 1 >= Math.min(expected, largest);
  }

  private synchronized List<Passenger<T>> board(Passenger<T> first) {
    boarding = null;
    List<Passenger<T>> aboard = new ArrayList<>(List.of(first));
    while (aboard.size() < largest && !waiting.isEmpty()) {
      aboard.add(waiting.remove());
    }
    return aboard;
  }

  private synchronized void land(int aboard, long begin) {
    expected = aboard + waiting.size();
    waitNanos = Math.min((System.nanoTime() - begin) / TRIPS_PER_WAIT, LONGEST_WAIT_NANOS);
    if (waiting.isEmpty()) {
      away = false;
    } else {
      waiting.remove().turn().complete(Turn.STEERS);
    }
  }
}
