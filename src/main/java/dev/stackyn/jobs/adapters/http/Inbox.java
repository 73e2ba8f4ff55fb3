package dev.stackyn.jobs.adapters.http;

import dev.stackyn.jobs.domain.Bulletin;
import dev.stackyn.jobs.domain.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * News that dashboards have not been told yet; a job that changed often is in it once. It is
 * bounded: when jobs change by the thousand in a moment, dashboards look for themselves.
 */
final class Inbox {
  private static final int MOST = 5_000;

  private final Set<JobId> jobs = new LinkedHashSet<>();
  private final List<Bulletin> bulletins = new ArrayList<>();

  record Batch(List<JobId> jobs, List<Bulletin> bulletins) {}

  synchronized void changed(Collection<JobId> ids) {
    for (JobId id : ids) {
      if (jobs.size() >= MOST) {
        break;
      }
      jobs.add(id);
    }
    notifyAll();
  }

  synchronized void announced(Bulletin bulletin) {
    if (bulletins.size() < MOST) {
      bulletins.add(bulletin);
    }
    notifyAll();
  }

  /** Waits that long for something to come; everything that has. */
  synchronized Batch take(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = deadline - System.nanoTime();
    while (jobs.isEmpty() && bulletins.isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
    Batch batch = new Batch(List.copyOf(jobs), List.copyOf(bulletins));
    jobs.clear();
    bulletins.clear();
    return batch;
  }
}
