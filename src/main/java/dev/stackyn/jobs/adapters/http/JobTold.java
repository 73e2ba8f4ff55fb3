package dev.stackyn.jobs.adapters.http;

import dev.stackyn.jobs.domain.Job;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobStatus;
import dev.stackyn.jobs.domain.Tally;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What dashboards were told of each job last, and so what is news to them: every state once, and
 * progress at most once a second. Not for several threads.
 */
final class JobTold {
  private static final int MOST = 20_000;
  private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

  private final Map<JobId, Told> last = new LinkedHashMap<>();
  private final Set<JobId> held = new HashSet<>();

  private record Told(JobStatus status, int attempt, Tally tally, long at) {
    private boolean isState(Job job) {
      return status == job.status() && attempt == job.state().attempt();
    }
  }

  /** What the change is called; nothing when it is none, or has to wait for the next second. */
  Optional<String> event(Job job, long nanos) {
    Told told = last.get(job.id());
    boolean sameState = told != null && told.isState(job);
    if (told != null && sameState) {
      if (job.status() != JobStatus.RUNNING || told.tally.equals(job.tally())) {
        return Optional.empty();
      }
      if (nanos - told.at < PROGRESS_NANOS) {
        held.add(job.id());
        return Optional.empty();
      }
    }
    remember(job, nanos);
    return Optional.of(sameState ? "job_progress" : name(job.status()));
  }

  /** Progress that had to wait, and may be told now. */
  Set<JobId> due(long nanos) {
    Set<JobId> due = new HashSet<>();
    for (JobId id : held) {
      Told told = last.get(id);
      if (told == null || nanos - told.at >= PROGRESS_NANOS) {
        due.add(id);
      }
    }
    held.removeAll(due);
    return due;
  }

  private void remember(Job job, long nanos) {
    last.remove(job.id());
    last.put(job.id(), new Told(job.status(), job.state().attempt(), job.tally(), nanos));
    if (last.size() > MOST) {
      last.remove(last.keySet().iterator().next());
    }
  }

  private static String name(JobStatus status) {
    return switch (status) {
      case PENDING -> "job_added";
      case RUNNING -> "job_started";
      case COMPLETED -> "job_completed";
      case FAILED -> "job_failed";
      case CANCELLED -> "job_cancelled";
    };
  }
}
