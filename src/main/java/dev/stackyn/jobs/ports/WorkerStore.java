package dev.stackyn.jobs.ports;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.WorkerId;
import java.time.Duration;
import java.util.Map;

/** Who works. */
public interface WorkerStore {
  /** What a worker holds, as the database has it. */
  record Held(int attempt, boolean cancelAsked) {}

  void join(WorkerId worker, String host, Duration lease);

  /** False when he is not believed to be alive any more: whatever he holds is not his. */
  boolean renew(WorkerId worker, Duration lease);

  Map<JobId, Held> held(WorkerId worker);

  /** He holds nothing any more, and does not come back. */
  void leave(WorkerId worker);

  /** How many are alive, on all platforms. */
  int alive();
}
