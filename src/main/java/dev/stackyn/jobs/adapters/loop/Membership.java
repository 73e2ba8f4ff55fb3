package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.Shifts;
import dev.stackyn.jobs.domain.WorkerId;
import dev.stackyn.kernel.Ids;
import java.time.Duration;

/**
 * This process as one of the workers. It stays one by saying so three times a lease; once the
 * others have given it up, it comes back as somebody new, who holds nothing.
 */
final class Membership {
  private final Shifts shifts;
  private final Ids ids;
  private final Duration lease;
  private final String host;
  private volatile WorkerId me;
  private volatile long renewedAt;

  Membership(Shifts shifts, Ids ids, Duration lease, String host) {
    this.shifts = shifts;
    this.ids = ids;
    this.lease = lease;
    this.host = host;
    this.me = new WorkerId(ids.next());
  }

  WorkerId me() {
    return me;
  }

  void join() {
    long now = System.nanoTime();
    shifts.join(me, host, lease);
    renewedAt = now;
  }

  boolean isDue(long now) {
    return now - renewedAt > lease.toNanos() / 3;
  }

  /** Whether the others may have given it up by now. */
  boolean isExpired(long now) {
    return now - renewedAt > lease.toNanos();
  }

  /** False when it had been given up, and is somebody new. */
  boolean renew(long now) {
    if (shifts.renew(me, lease)) {
      renewedAt = now;
      return true;
    }
    me = new WorkerId(ids.next());
    join();
    return false;
  }

  void leave() {
    shifts.leave(me);
  }
}
