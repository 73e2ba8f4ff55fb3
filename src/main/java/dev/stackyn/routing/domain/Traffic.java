package dev.stackyn.routing.domain;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How many requests of this process are at which backend. */
final class Traffic {
  private final Map<Backend, Integer> present = new ConcurrentHashMap<>();
  private final AtomicInteger everybody = new AtomicInteger();
  private volatile int waiters;

  /** How many are there now. */
  int enter(Backend backend) {
    everybody.incrementAndGet();
    return present.merge(backend, 1, Integer::sum);
  }

  int everybody() {
    return everybody.get();
  }

  void leave(Backend backend) {
    everybody.decrementAndGet();
    @Nullable Integer rest =
        present.computeIfPresent(backend, (same, count) -> count == 1 ? null : count - 1);
    // Almost never does anybody wait, and this is on every request's way.
    if (rest == null && waiters > 0) {
      tellWaiters();
    }
  }

  Set<Backend> busy(Predicate<Backend> which) {
    return present.keySet().stream().filter(which).collect(Collectors.toUnmodifiableSet());
  }

  int count(Predicate<Backend> which) {
    return present.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** False when somebody was still there at the end of the time. */
  synchronized boolean awaitQuiet(Predicate<Backend> which, long nanos)
      throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    waiters++;
    try {
      while (count(which) > 0) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    } finally {
      waiters--;
    }
  }

  private synchronized void tellWaiters() {
    notifyAll();
  }
}
