package dev.stackyn.jobs.domain;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What handlers have told of their progress and nobody has written down yet: of each job only the
 * newest.
 */
final class ProgressLine {
  private final ConcurrentMap<JobId, Progress> newest = new ConcurrentHashMap<>();

  void report(Claim claim, Tally done, String message) {
    newest.put(claim.id(), new Progress(claim.id(), claim.attempt(), done, message));
  }

  void forget(JobId id) {
    newest.remove(id);
  }

  List<Progress> take() {
    List<Progress> taken = List.copyOf(newest.values());
    taken.forEach(progress -> newest.remove(progress.id(), progress));
    return taken;
  }
}
