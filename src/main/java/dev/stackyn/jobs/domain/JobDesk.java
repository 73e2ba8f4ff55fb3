package dev.stackyn.jobs.domain;

import dev.stackyn.jobs.ports.JobRecords;
import dev.stackyn.jobs.ports.JobStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AfterCommit;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where people ask for jobs, and have them cancelled or revived. What somebody may not see is to
 * him as if it were not there.
 */
@Singleton
public class JobDesk {
  private static final int MOST_EVENTS = 1_000;

  private final JobRecords records;
  private final JobStore store;
  private final JobCounts counts;
  private final JobNews news;
  private final AfterCommit afterCommit;

  public JobDesk(
      JobRecords records, JobStore store, JobCounts counts, JobNews news, AfterCommit afterCommit) {
    this.records = records;
    this.store = store;
    this.counts = counts;
    this.news = news;
    this.afterCommit = afterCommit;
  }

  @Transactional
  public Job find(Requester requester, JobId id) {
    return records.find(List.of(id)).stream()
        .filter(job -> requester.mayReach(job.order().owner()))
        .findFirst()
        .orElseThrow(JobDesk::unknown);
  }

  /** Those that are there still, whoever owns them: for those who tell people of changes. */
  @Transactional
  public List<Job> look(Collection<JobId> ids) {
    return records.find(ids);
  }

  /** Of the jobs that he may see, whoever's the query asks for. */
  @Transactional
  public JobPage list(Requester requester, JobQuery query) {
    JobFilter filter = query.filter().within(requester.horizon());
    return new JobPage(records.list(query.within(filter)), counts.total(filter));
  }

  /** Oldest first, from after the given one. */
  @Transactional
  public List<JobEvent> events(Requester requester, JobId id, long after) {
    find(requester, id);
    return records.events(id, after, MOST_EVENTS);
  }

  /**
   * What waits is cancelled at once. What runs is asked to end, and is returned as it is: it ends
   * at its next safe point. To ask twice is to ask once.
   */
  @Transactional
  public Job cancel(Requester requester, JobId id) {
    if (!callOff(requester, lock(requester, id))) {
      throw conflict("Job cannot be cancelled in current state");
    }
    return find(requester, id);
  }

  /** As {@link #cancel}, for those who do not mind that it has ended or is gone. */
  @Transactional
  public void cancelIfOpen(Requester requester, JobId id) {
    records
        .lock(id)
        .filter(job -> requester.mayReach(job.order().owner()))
        .ifPresent(job -> callOff(requester, job));
  }

  /** Gives a dead letter another life. */
  @Transactional
  public Job revive(Requester requester, JobId id) {
    Job job = lock(requester, id);
    if (job.status() != Move.REVIVE.from()) {
      throw conflict("Only a failed job can be queued again");
    }
    move(job, Move.REVIVE, new Cause(actor(requester), "was queued again"));
    afterCommit.run(news::workArrived);
    return find(requester, id);
  }

  /**
   * What somebody outside says of a job counts as if its worker had said it. Where it ends the job,
   * whoever has it in hand holds it no more: his handler is asked to end, and what it says then is
   * void.
   */
  @Transactional
  public Job report(Requester requester, JobId id, JobReport report) {
    Job job = lock(requester, id);
    requireSameAttempt(job, report);
    Optional<Move> move = move(job, report);
    note(job, report, move);
    if (move.isPresent()) {
      String why = report.error().orElse("was reported from outside");
      move(job, move.get(), new Cause(actor(requester), Settlement.clean(why)));
      // Its lane may be free, or its kind, or the job itself be due again.
      afterCommit.run(news::workArrived);
    } else {
      afterCommit.run(() -> news.changed(List.of(id)));
    }
    return find(requester, id);
  }

  /** False when it has ended. */
  private boolean callOff(Requester requester, Job job) {
    Optional<Move> now = Move.cancelling(job.status());
    if (now.isPresent()) {
      move(job, now.get(), new Cause(actor(requester), "was cancelled"));
    } else if (job.status() == JobStatus.RUNNING) {
      ask(job, requester);
    }
    return !job.status().isTerminal();
  }

  private Job lock(Requester requester, JobId id) {
    return records
        .lock(id)
        .filter(job -> requester.mayReach(job.order().owner()))
        .orElseThrow(JobDesk::unknown);
  }

  private void ask(Job job, Requester requester) {
    if (records.askToCancel(job.id(), new Cause(actor(requester), "was asked to end"))) {
      afterCommit.run(() -> news.cancelAsked(job.id()));
    }
  }

  private void move(Job job, Move move, Cause cause) {
    if (!store.move(job.id(), move, cause)) {
      throw new IllegalStateException(
          "job %s was asked for %s while %s".formatted(job.id(), move, job.status()));
    }
    afterCommit.run(() -> news.changed(List.of(job.id())));
  }

  private static void requireSameAttempt(Job job, JobReport report) {
    if (report.attempt().isPresent() && report.attempt().get() != job.state().attempt()) {
      throw conflict(
          "Attempt %d of this job is over; it is at attempt %d"
              .formatted(report.attempt().get(), job.state().attempt()));
    }
  }

  private static Optional<Move> move(Job job, JobReport report) {
    Optional<JobStatus> wanted = report.status().filter(status -> status != job.status());
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    Move move =
        Move.reported(job.status(), wanted.get())
            .orElseThrow(() ->
                conflict(
                    "A %s job cannot become %s"
                        .formatted(job.status().word(), wanted.get().word())));
    return Optional.of(job.state().cancelAsked() ? move.whenCancelled() : move);
  }

  /** What ends well is all done, unless he says how much of it is. */
  private void note(Job job, JobReport report, Optional<Move> move) {
    boolean allDone = move.equals(Optional.of(Move.COMPLETE)) && !report.done().isSaid();
    if (!allDone && !report.done().isSaid()) {
      return;
    }
    if (job.status() != JobStatus.RUNNING) {
      throw conflict("Only a running job makes progress");
    }
    Tally done = allDone ? Tally.all(job.order().count()) : report.done().over(job);
    String message = job.state().message().orElse("");
    store.note(List.of(new Progress(job.id(), job.state().attempt(), done, message)));
  }

  private static String actor(Requester requester) {
    return requester.id().toString();
  }

  private static Refusal unknown() {
    return Refusal.of(ErrorCode.NOT_FOUND, "Job not found");
  }

  private static Refusal conflict(String text) {
    return Refusal.of(ErrorCode.JOB_STATE_CONFLICT, text);
  }
}
