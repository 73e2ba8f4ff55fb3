package dev.stackyn.apps.domain;

import dev.stackyn.kernel.UserId;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Where requests of one user wait for each other that would otherwise do so in the database: there,
 * each of them would keep a connection that everybody else lacks. It is no more than a courtesy
 * within this process; what must not happen at once is for the database to see to.
 */
final class OwnerTurns {
  /** Two users who share one wait for each other a little, now and then. */
  private static final int LOCKS = 64;

  private final Lock[] locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock(true)).toArray(Lock[]::new);

  <T> T take(UserId owner, Supplier<T> work) {
    Lock lock = locks[Math.floorMod(owner.hashCode(), LOCKS)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
