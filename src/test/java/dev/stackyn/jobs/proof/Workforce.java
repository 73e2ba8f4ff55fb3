package dev.stackyn.jobs.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Several worker processes on one database; one that is killed is replaced. */
final class Workforce implements AutoCloseable {
  private final String databaseUrl;
  private final Ledger ledger;
  private final RandomGenerator random;
  private final List<WorkerProcess> workers = new ArrayList<>();

  Workforce(String databaseUrl, Ledger ledger, RandomGenerator random) {
    this.databaseUrl = databaseUrl;
    this.ledger = ledger;
    this.random = random;
  }

  void hire(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      workers.add(WorkerProcess.start(databaseUrl));
    }
  }

  /** One of those that are in the midst of a job, if there is any. */
  Optional<WorkerProcess> somebodyBusy() {
    // A worker's host ends with its process.
    List<String> busy =
        ledger.column(
            "select substring(w.host from '[0-9]+$') from jobs.workers w"
                + " where exists (select from proof.jobs j where j.worker = w.id and j.status = 'RUNNING')");
    List<WorkerProcess> candidates =
        workers.stream().filter(worker -> busy.contains(String.valueOf(worker.pid()))).toList();
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(candidates.get(random.nextInt(candidates.size())));
  }

  void replace(WorkerProcess victim) throws IOException, InterruptedException {
    victim.kill();
    workers.remove(victim);
    hire(1);
  }

  boolean isComplete() {
    return workers.stream().allMatch(WorkerProcess::isAlive);
  }

  @Override
  public void close() throws IOException {
    for (WorkerProcess worker : workers) {
      worker.close();
    }
  }
}
