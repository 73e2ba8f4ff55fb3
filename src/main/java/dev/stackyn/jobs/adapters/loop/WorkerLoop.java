package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.Ending;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobNews;
import dev.stackyn.jobs.domain.JobsSettings;
import dev.stackyn.jobs.domain.Schedules;
import dev.stackyn.jobs.domain.Settlement;
import dev.stackyn.jobs.domain.Shifts;
import dev.stackyn.jobs.domain.Worker;
import dev.stackyn.jobs.domain.WorkerId;
import dev.stackyn.kernel.Ids;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works, from {@link #start} to {@link #close}: one thread claims, the crews' threads do, one
 * thread settles, and one looks after all of them.
 */
final class WorkerLoop implements JobNews.Listener, Crew.Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

  /** Brief jobs in line here: enough to keep a thread busy while the next ones are claimed. */
  private static final int LINE = 256;

  private static final Duration LOOK_AFTER = Duration.ofMillis(250);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Worker worker;
  private final Shifts shifts;
  private final Schedules schedules;
  private final JobNews news;
  private final Membership membership;
  private final Holdings holdings = new Holdings();
  private final Crews crews;
  private final Claimer claimer;
  private final Settler settler;
  private final List<Thread> threads;
  private volatile boolean closing;

  WorkerLoop(Office office, JobsSettings settings, String host) {
    this.worker = office.worker();
    this.shifts = office.shifts();
    this.schedules = office.schedules();
    this.news = office.news();
    this.membership = new Membership(shifts, office.ids(), settings.lease(), host);
    this.crews =
        new Crews(
            worker,
            new Crew("job", worker, settings.workers(), 0, this),
            new Crew("brief-job", worker, settings.briefWorkers(), LINE, this));
    this.claimer = new Claimer(worker, membership, crews, holdings);
    this.settler =
        new Settler(
            batch -> worker.settle(membership.me(), batch), holdings::drop, this::databaseAnswers);
    this.threads =
        List.of(
            thread("jobs-claim", claimer),
            thread("jobs-settle", settler),
            thread("jobs-look-after", this::lookAfter));
  }

  /** What a loop works with. */
  record Office(Worker worker, Shifts shifts, Schedules schedules, JobNews news, Ids ids) {}

  /** The database has to be there. */
  void start() {
    membership.join();
    schedules.plan();
    news.listen(this);
    threads.forEach(Thread::start);
  }

  WorkerId me() {
    return membership.me();
  }

  /** Whether it still works, as far as it knows itself. */
  boolean isWell() {
    return !closing
        && threads.stream().allMatch(Thread::isAlive)
        && !membership.isExpired(System.nanoTime());
  }

  int deaf() {
    return crews.deaf();
  }

  /** Claims nothing more; what stands in line goes back at once. */
  void finish() {
    closing = true;
    claimer.close();
    crews.handBackWaiting("the worker is stopping");
  }

  boolean isIdle() {
    return holdings.isEmpty();
  }

  /** What still runs goes back, and may be done elsewhere at once. */
  void close() {
    finish();
    news.ignore(this);
    crews.handBackAll("the worker has stopped");
    settler.close();
    threads.forEach(WorkerLoop::join);
    try {
      membership.leave();
    } catch (RuntimeException e) {
      LOG.warn("The other workers will notice by themselves that this one has left", e);
    }
  }

  @Override
  public void workArrived() {
    claimer.ring();
  }

  @Override
  public void cancelAsked(JobId job) {
    crews.ask(job, Ending.CANCELLED);
  }

  @Override
  public void ended(Settlement settlement) {
    settler.add(settlement);
    claimer.handIsFree();
  }

  @Override
  public void handIsFree() {
    claimer.handIsFree();
  }

  private void lookAfter() {
    long lastRound = 0;
    while (!closing || !isIdle()) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_AFTER.toMillis());
        long now = System.nanoTime();
        crews.watch(now);
        keepMembership(now);
        lookAtJobs();
        if (now - lastRound > LOOK_AROUND.toNanos()) {
          lastRound = now;
          lookAround();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!closing) {
          Trouble.pause("Jobs cannot be looked after", e);
        }
        loseAllIfExpired();
      }
    }
  }

  private void keepMembership(long now) {
    if (membership.isDue(now) && !membership.renew(now)) {
      LOG.warn("This worker was silent for too long: its jobs have gone to others");
      loseAll();
    }
  }

  private void lookAtJobs() {
    worker.noteProgress();
    if (shifts.ready()) {
      claimer.ring();
    }
    crews.handBackBrief(PATIENCE, "waited too long for a free hand");
    if (!holdings.isEmpty() || holdings.hasStrays()) {
      compareWithDatabase();
    }
  }

  /** What others do as well: whoever comes first does it for all. */
  private void lookAround() {
    shifts.takeAway();
    schedules.enqueueDue();
    if (holdings.isEmpty()) {
      compareWithDatabase();
    }
  }

  private void compareWithDatabase() {
    holdings.compare(
        () -> shifts.held(membership.me()),
        new Holdings.Differences(
            crews::ask, (job, attempt) -> settler.add(Worker.strayed(job, attempt))));
  }

  private void loseAllIfExpired() {
    if (membership.isExpired(System.nanoTime())) {
      loseAll();
    }
  }

  private void loseAll() {
    holdings.jobs().forEach(job -> crews.ask(job, Ending.TAKEN_OVER));
  }

  private boolean databaseAnswers() {
    try {
      shifts.alive();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Thread thread(String name, Runnable task) {
    return Thread.ofPlatform().name(name).daemon().unstarted(task);
  }

  private static void join(Thread thread) {
    try {
      if (thread.isAlive()) {
        thread.join(Duration.ofSeconds(5));
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
