package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Claims whenever there may be something to be had, as much as there are hands for. */
final class Claimer implements Runnable {
  /** News ring at once; this is for news that got lost. */
  private static final Duration SAFETY_NET = Duration.ofSeconds(2);

  /** What arrives within it is claimed together, unless nothing came for a while. */
  private static final Duration GATHERING = Duration.ofMillis(10);

  private static final Duration QUIET = Duration.ofMillis(5);

  private final Worker worker;
  private final Membership membership;
  private final Crews crews;
  private final Holdings holdings;
  private final Bell bell = new Bell();
  private volatile Crews.Shortage shortage = Crews.Shortage.UNKNOWN;
  private volatile boolean closing;

  Claimer(Worker worker, Membership membership, Crews crews, Holdings holdings) {
    this.worker = worker;
    this.membership = membership;
    this.crews = crews;
    this.holdings = holdings;
  }

  /** There may be something to be had. */
  void ring() {
    bell.ring();
  }

  /** Matters only if something was left behind for want of room. */
  void handIsFree() {
    if (!closing && crews.relieve(shortage)) {
      bell.ring();
    }
  }

  void close() {
    closing = true;
    bell.ring();
  }

  @Override
  public void run() {
    while (!closing) {
      try {
        claim();
        long begin = System.nanoTime();
        bell.await(SAFETY_NET);
        gather(System.nanoTime() - begin);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!closing) {
          Trouble.pause("No jobs can be claimed", e);
        }
      }
    }
  }

  private void claim() {
    // Until it is known that there is none: room that is made meanwhile would go unnoticed.
    shortage = Crews.Shortage.UNKNOWN;
    Crews.Room room = crews.room();
    if (room.isNone()) {
      return;
    }
    List<JobRun> claimed = worker.claim(membership.me(), room.hands(), room.brief());
    long brief = claimed.stream().filter(worker::isBrief).count();
    shortage = room.after(claimed.size() - brief, brief);
    for (JobRun run : claimed) {
      holdings.take(run);
      crews.take(run);
    }
  }

  /** Each claim costs a transaction: jobs that come one after the other share it. */
  private void gather(long waited) throws InterruptedException {
    if (shortage.isNone() && waited < QUIET.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(GATHERING.toMillis());
    }
  }
}
