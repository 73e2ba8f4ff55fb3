package dev.stackyn.jobs.domain;

import dev.stackyn.jobs.ports.JobStore;
import dev.stackyn.jobs.ports.JobStore.Room;
import dev.stackyn.jobs.ports.WorkerStore;
import dev.stackyn.jobs.ports.WorkerStore.Held;
import dev.stackyn.platform.domain.AfterCommit;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The short transactions between a worker and the queue. */
@Singleton
public class Shifts {
  private final JobStore jobs;
  private final WorkerStore workers;
  private final JobNews news;
  private final AfterCommit afterCommit;

  public Shifts(JobStore jobs, WorkerStore workers, JobNews news, AfterCommit afterCommit) {
    this.jobs = jobs;
    this.workers = workers;
    this.news = news;
    this.afterCommit = afterCommit;
  }

  @Transactional
  public void join(WorkerId worker, String host, Duration lease) {
    workers.join(worker, host, lease);
  }

  /** False when he is not believed to be alive any more. */
  @Transactional
  public boolean renew(WorkerId worker, Duration lease) {
    return workers.renew(worker, lease);
  }

  @Transactional
  public Map<JobId, Held> held(WorkerId worker) {
    return workers.held(worker);
  }

  @Transactional
  public void leave(WorkerId worker) {
    workers.leave(worker);
  }

  @Transactional
  public int alive() {
    return workers.alive();
  }

  /** Lets jobs be claimed whose time has come. */
  @Transactional
  public boolean ready() {
    return jobs.ready() > 0;
  }

  /** Takes jobs from workers that died. */
  @Transactional
  public int takeAway() {
    List<JobId> taken = jobs.takeAway();
    if (!taken.isEmpty()) {
      tell(taken);
      afterCommit.run(news::workArrived);
    }
    return taken.size();
  }

  @Transactional
  List<Claim> claim(Room room) {
    List<Claim> claims = jobs.claim(room);
    tell(claims.stream().map(Claim::id).toList());
    return claims;
  }

  @Transactional
  Set<JobId> settle(WorkerId worker, List<Settlement> settlements) {
    Set<JobId> settled = jobs.settle(worker, settlements);
    tell(settled);
    if (settlements.stream().anyMatch(settlement -> settlement.outcome().makesRoom())) {
      afterCommit.run(news::workArrived);
    }
    return settled;
  }

  @Transactional
  void note(List<Progress> progress) {
    tell(jobs.note(progress));
  }

  private void tell(Collection<JobId> changed) {
    if (!changed.isEmpty()) {
      afterCommit.run(() -> news.changed(changed));
    }
  }
}
