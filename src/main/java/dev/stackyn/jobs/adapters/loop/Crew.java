package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.Ending;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Settlement;
import dev.stackyn.jobs.domain.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that do jobs, and a line of jobs that wait for one. Threads of the platform, not virtual
 * ones: a handler that spins must not take a carrier from everybody else.
 */
final class Crew {
  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

  /** Each of them has a thread, and what its handler holds in memory and on disk. */
  private static final int MOST_RESTING = 64;

  private final Worker worker;
  private final int size;
  private final int line;
  private final Keeper keeper;
  private final ThreadPoolExecutor threads;
  private final Set<Engagement> engaged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger deaf = new AtomicInteger();
  private final AtomicInteger resting = new AtomicInteger();

  /** Hears of what makes room. */
  interface Keeper {
    void ended(Settlement settlement);

    void handIsFree();
  }

  /** The line holds what may wait here beyond one job for each thread. */
  Crew(String name, Worker worker, int size, int line, Keeper keeper) {
    this.worker = worker;
    this.size = size;
    this.line = line;
    this.keeper = keeper;
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** None while those who have rested, and work again, are too many. */
  int room() {
    return Math.max(0, size + line + atRest() - engaged.size());
  }

  boolean isLineShort() {
    return room() > line / 2;
  }

  /** How many handlers run on although they were given up. */
  int deaf() {
    return deaf.get();
  }

  void take(JobRun run) {
    Engagement engagement = new Engagement(run, worker.deadline(run), this::restChanged);
    engaged.add(engagement);
    threads.execute(() -> work(engagement));
  }

  List<Engagement> engaged() {
    return List.copyOf(engaged);
  }

  void ask(JobId job, Ending why) {
    engaged.stream()
        .filter(engagement -> engagement.run().id().equals(job))
        .forEach(engagement -> engagement.ask(why));
  }

  /** Looks after those whose time is up, or who were asked to end. */
  void watch(long now) {
    for (Engagement engagement : engaged) {
      if (engagement.watch(now)) {
        giveUp(engagement);
      }
    }
  }

  /** Gives back what has stood in line for so long. */
  void handBackWaiting(Duration patience, String why) {
    for (Engagement engagement : engaged) {
      if (engagement.endUnlessBegun(patience)) {
        leave(engagement, worker.handBack(engagement.run(), why));
      }
    }
  }

  /** Gives back what still runs, too: its handlers are asked to end, and not waited for. */
  void handBackAll(String why) {
    for (Engagement engagement : engaged) {
      engagement.ask(Ending.CLOSING);
      if (engagement.end()) {
        leave(engagement, worker.handBack(engagement.run(), why));
      }
    }
    threads.shutdownNow();
  }

  private void work(Engagement engagement) {
    if (!engagement.begin()) {
      return;
    }
    Settlement settlement = worker.handle(engagement.run());
    engagement
        .run()
        .surprise()
        .ifPresent(
            thrown -> LOG.warn("The handler of job {} threw", engagement.run().id(), thrown));
    if (engagement.end()) {
      leave(engagement, settlement);
    } else {
      deaf.decrementAndGet();
      resize();
    }
    // An interrupt that came too late is not meant for the next job.
    Thread.interrupted();
  }

  private void leave(Engagement engagement, Settlement settlement) {
    engaged.remove(engagement);
    keeper.ended(settlement);
  }

  /** Its thread is lost until the handler ends, if it ever does: another one takes its place. */
  private void giveUp(Engagement engagement) {
    LOG.error("The handler of job {} does not end; it is given up", engagement.run().id());
    deaf.incrementAndGet();
    resize();
    leave(engagement, worker.givenUp(engagement.run()));
  }

  private void restChanged(int more) {
    resting.addAndGet(more);
    resize();
    keeper.handIsFree();
  }

  /** Those who rest keep their threads, and as many others may work; but not any number of them. */
  private int atRest() {
    return Math.min(resting.get(), MOST_RESTING);
  }

  private synchronized void resize() {
    int wanted = size + deaf.get() + atRest();
    if (wanted > threads.getMaximumPoolSize()) {
      threads.setMaximumPoolSize(wanted);
      threads.setCorePoolSize(wanted);
    } else {
      threads.setCorePoolSize(wanted);
      threads.setMaximumPoolSize(wanted);
    }
  }
}
