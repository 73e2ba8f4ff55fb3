package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.Ending;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.ports.WorkerStore.Held;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The jobs in this process's hands, and whether the database has the same ones there. */
final class Holdings {
  private final Map<JobId, JobRun> held = new ConcurrentHashMap<>();
  private Set<JobId> strays = Set.of();

  /** Who is told where the two differ. */
  record Differences(BiConsumer<JobId, Ending> end, BiConsumer<JobId, Integer> handBack) {}

  void take(JobRun run) {
    held.put(run.id(), run);
  }

  void drop(JobId job) {
    held.remove(job);
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  Set<JobId> jobs() {
    return Set.copyOf(held.keySet());
  }

  boolean hasStrays() {
    return !strays.isEmpty();
  }

  /**
   * A job was cancelled while the news got lost; or it was taken over; or it was claimed while the
   * answer got lost: then the database knows of jobs in these hands that these hands do not. Those
   * are given back if they are still there the next time: the first time, they may have been on
   * their way. Called by one thread alone.
   */
  void compare(Supplier<Map<JobId, Held>> database, Differences differences) {
    List<JobRun> mine = List.copyOf(held.values());
    Map<JobId, Held> known = database.get();
    for (JobRun run : mine) {
      Held row = known.get(run.id());
      if (row == null || row.attempt() != run.attempt()) {
        differences.end().accept(run.id(), Ending.TAKEN_OVER);
      } else if (row.cancelAsked()) {
        differences.end().accept(run.id(), Ending.CANCELLED);
      }
    }
    Map<JobId, Held> unknown = new HashMap<>(known);
    unknown.keySet().removeAll(held.keySet());
    unknown.forEach((id, row) -> {
      if (strays.contains(id)) {
        differences.handBack().accept(id, row.attempt());
      }
    });
    strays = Set.copyOf(unknown.keySet());
  }
}
