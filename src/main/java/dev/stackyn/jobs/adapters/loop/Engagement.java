package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.Ending;
import dev.stackyn.jobs.domain.JobRun;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One job that this process holds: in line for a thread, then on one. It ends once: by its handler,
 * or by being given up.
 */
final class Engagement implements JobRun.Hand {
  /** How long a handler may take to end after it was interrupted. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** How long a cancelled job has before it is interrupted: most end by themselves. */
  private static final Duration POLITENESS = Duration.ofSeconds(5);

  private final JobRun run;
  private final Duration deadline;
  private final IntConsumer resting;
  private final long engagedAt = System.nanoTime();
  private @Nullable Thread thread;
  private long begunAt;
  private long restingSince;
  private boolean rests;
  private long askedAt;
  private long interruptedAt;
  private boolean interrupted;
  private boolean ended;

  Engagement(JobRun run, Duration deadline, IntConsumer resting) {
    this.run = run;
    this.deadline = deadline;
    this.resting = resting;
    run.takenInto(this);
  }

  JobRun run() {
    return run;
  }

  /** False when it was given up before it began. */
  synchronized boolean begin() {
    if (ended) {
      return false;
    }
    thread = Thread.currentThread();
    begunAt = System.nanoTime();
    return true;
  }

  @Override
  public void rests() {
    synchronized (this) {
      restingSince = System.nanoTime();
      rests = true;
    }
    resting.accept(1);
  }

  @Override
  public void worksAgain() {
    synchronized (this) {
      rests = false;
      begunAt += System.nanoTime() - restingSince;
    }
    resting.accept(-1);
  }

  /** True for the one who has to settle the job. From then on, its thread is left alone. */
  synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    thread = null;
    return first;
  }

  /** True for the one who has to settle the job, which waited too long for a thread. */
  synchronized boolean endUnlessBegun(Duration patience) {
    boolean waits = thread == null && !ended && isPast(engagedAt, patience, System.nanoTime());
    return waits && end();
  }

  void ask(Ending why) {
    run.end(why);
    synchronized (this) {
      askedAt = askedAt == 0 ? System.nanoTime() : askedAt;
    }
  }

  /** Asks, interrupts and in the end gives up, as time passes; true when it was given up now. */
  boolean watch(long now) {
    if (run.ending().isEmpty() && isOverdue(now)) {
      ask(Ending.OVERDUE);
    }
    if (run.ending().isEmpty()) {
      return false;
    }
    insist(now);
    return isDeaf(now) && end();
  }

  private synchronized boolean isOverdue(long now) {
    return thread != null && !rests && isPast(begunAt, deadline, now);
  }

  private synchronized void insist(long now) {
    boolean polite = run.ending().filter(Ending.CANCELLED::equals).isPresent();
    if (thread != null && !interrupted && (!polite || isPast(askedAt, POLITENESS, now))) {
      interrupted = true;
      interruptedAt = now;
      thread.interrupt();
    }
  }

  private synchronized boolean isDeaf(long now) {
    return thread != null && interrupted && isPast(interruptedAt, LAST_WORDS, now);
  }

  private static boolean isPast(long begin, Duration time, long now) {
    return now - begin > time.toNanos();
  }
}
