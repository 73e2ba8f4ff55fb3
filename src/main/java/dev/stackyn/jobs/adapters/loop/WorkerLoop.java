package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.Ending;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobNews;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.JobsSettings;
import dev.stackyn.jobs.domain.Schedules;
import dev.stackyn.jobs.domain.Settlement;
import dev.stackyn.jobs.domain.Shifts;
import dev.stackyn.jobs.domain.Worker;
import dev.stackyn.jobs.domain.WorkerId;
import dev.stackyn.jobs.ports.WorkerStore.Held;
import dev.stackyn.kernel.Ids;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works, from {@link #start} to {@link #close}: one thread claims, the crews' threads do, one
 * thread settles, and one looks after all of them.
 */
final class WorkerLoop implements JobNews.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

  /** Brief jobs in line here: enough to keep a thread busy while the next ones are claimed. */
  private static final int LINE = 256;

  /** News wake the claimer at once; this is for news that got lost. */
  private static final Duration SAFETY_NET = Duration.ofSeconds(2);

  /** What arrives within it is claimed together, unless nothing came for a while. */
  private static final Duration GATHERING = Duration.ofMillis(5);

  private static final Duration QUIET = Duration.ofMillis(20);

  private static final Duration LOOK_AFTER = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration TROUBLE = Duration.ofSeconds(1);

  private final Worker worker;
  private final Shifts shifts;
  private final Schedules schedules;
  private final JobNews news;
  private final Membership membership;
  private final Bell bell = new Bell();
  private final Map<JobId, JobRun> held = new ConcurrentHashMap<>();
  private final Settler settler;
  private final Crew crew;
  private final Crew briefCrew;
  private final List<Thread> threads;
  private Set<JobId> strays = Set.of();
  private volatile boolean closing;

  WorkerLoop(Office office, JobsSettings settings, String host) {
    this.worker = office.worker();
    this.shifts = office.shifts();
    this.schedules = office.schedules();
    this.news = office.news();
    this.membership = new Membership(shifts, office.ids(), settings.lease(), host);
    this.settler =
        new Settler(batch -> worker.settle(membership.me(), batch), this::settled, this::answers);
    this.crew = new Crew("job", worker, settings.workers(), 0, this::ended);
    this.briefCrew = new Crew("brief-job", worker, settings.briefWorkers(), LINE, this::ended);
    this.threads =
        List.of(
            thread("jobs-claim", this::claim),
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
    return crew.deaf() + briefCrew.deaf();
  }

  /** Claims nothing more; what stands in line goes back at once. */
  void finish() {
    closing = true;
    bell.ring();
    briefCrew.handBackWaiting(Duration.ZERO, "the worker is stopping");
    crew.handBackWaiting(Duration.ZERO, "the worker is stopping");
  }

  boolean isIdle() {
    return held.isEmpty();
  }

  /** What still runs goes back, and may be done elsewhere at once. */
  void close() {
    finish();
    news.ignore(this);
    Stream.of(crew, briefCrew).forEach(c -> c.handBackAll("the worker has stopped"));
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
    bell.ring();
  }

  @Override
  public void cancelAsked(JobId job) {
    crew.ask(job, Ending.CANCELLED);
    briefCrew.ask(job, Ending.CANCELLED);
  }

  private void claim() {
    while (!closing) {
      try {
        if (!claimOnce()) {
          long begin = System.nanoTime();
          bell.await(SAFETY_NET);
          gather(System.nanoTime() - begin);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        pauseInTrouble("No jobs can be claimed", e);
      }
    }
  }

  /** Each claim costs a commit: jobs that come one after the other share it. */
  private static void gather(long waited) throws InterruptedException {
    if (waited < QUIET.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(GATHERING.toMillis());
    }
  }

  /** False when there is nothing more to be had for now. */
  private boolean claimOnce() {
    int hands = crew.room();
    int brief = briefCrew.isLineShort() ? briefCrew.room() : 0;
    if (hands == 0 && brief == 0) {
      return false;
    }
    List<JobRun> claimed = worker.claim(membership.me(), hands, brief);
    for (JobRun run : claimed) {
      held.put(run.id(), run);
      (worker.isBrief(run) ? briefCrew : crew).take(run);
    }
    return claimed.size() >= brief && !claimed.isEmpty();
  }

  private void ended(Settlement settlement) {
    settler.add(settlement);
    if (!closing) {
      bell.ring();
    }
  }

  private void settled(JobId job) {
    held.remove(job);
    bell.ring();
  }

  private void lookAfter() {
    long lastRound = 0;
    while (!closing || !isIdle()) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_AFTER.toMillis());
        long now = System.nanoTime();
        crew.watch(now);
        briefCrew.watch(now);
        keepMembership(now);
        lookAtJobs();
        if (now - lastRound > SAFETY_NET.toNanos()) {
          lastRound = now;
          lookAround();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        pauseInTrouble("Jobs cannot be looked after", e);
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
      bell.ring();
    }
    briefCrew.handBackWaiting(PATIENCE, "waited too long for a free hand");
    if (!held.isEmpty() || !strays.isEmpty()) {
      compareWithDatabase();
    }
  }

  /** What others do as well: whoever comes first does it for all. */
  private void lookAround() {
    shifts.takeAway();
    schedules.enqueueDue();
    if (held.isEmpty()) {
      compareWithDatabase();
    }
  }

  /**
   * Cancelled while the news got lost; taken over; or claimed while the answer got lost: then the
   * database knows of jobs in these hands that these hands do not.
   */
  private void compareWithDatabase() {
    List<JobRun> mine = List.copyOf(held.values());
    Map<JobId, Held> known = shifts.held(membership.me());
    for (JobRun run : mine) {
      Held row = known.get(run.id());
      if (row == null || row.attempt() != run.attempt()) {
        end(run.id(), Ending.TAKEN_OVER);
      } else if (row.cancelAsked()) {
        end(run.id(), Ending.CANCELLED);
      }
    }
    Map<JobId, Held> unknown = new HashMap<>(known);
    unknown.keySet().removeAll(held.keySet());
    unknown.forEach((id, row) -> {
      if (strays.contains(id)) {
        settler.add(Worker.strayed(id, row.attempt()));
      }
    });
    strays = Set.copyOf(unknown.keySet());
  }

  private void end(JobId job, Ending why) {
    crew.ask(job, why);
    briefCrew.ask(job, why);
  }

  private void loseAllIfExpired() {
    if (membership.isExpired(System.nanoTime())) {
      loseAll();
    }
  }

  private void loseAll() {
    held.keySet().forEach(job -> end(job, Ending.TAKEN_OVER));
  }

  private boolean answers() {
    try {
      shifts.alive();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void pauseInTrouble(String what, RuntimeException e) {
    if (closing) {
      return;
    }
    LOG.warn("{}: {}", what, e.getClass().getSimpleName());
    LOG.debug("Why", e);
    try {
      TimeUnit.MILLISECONDS.sleep(TROUBLE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
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
