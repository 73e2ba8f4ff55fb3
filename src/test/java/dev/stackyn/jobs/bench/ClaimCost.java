package dev.stackyn.jobs.bench;

import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Shifts;
import dev.stackyn.jobs.domain.Worker;
import dev.stackyn.jobs.domain.WorkerId;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.Databases;
import dev.stackyn.testing.TestPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a claim costs in a table with many jobs beside one with few: from both in turn, a job at a
 * time.
 */
record ClaimCost(double fewMillis, double manyMillis) {
  private static final int WARM_UP = 50;

  /** How many of a table's jobs are over, and how many wait. */
  record Stock(int finished, int waiting) {}

  static ClaimCost measure(Supplier<External> databases, Stock few, Stock many, int samples) {
    try (Desk small = new Desk(databases.get(), few);
        Desk large = new Desk(databases.get(), many)) {
      List<Double> fewMillis = new ArrayList<>();
      List<Double> manyMillis = new ArrayList<>();
      for (int i = 0; i < WARM_UP + samples; i++) {
        double one = small.claim();
        double other = large.claim();
        if (i >= WARM_UP) {
          fewMillis.add(one);
          manyMillis.add(other);
        }
      }
      return new ClaimCost(new Figures(fewMillis).median(), new Figures(manyMillis).median());
    }
  }

  double ratio() {
    return manyMillis / fewMillis;
  }

  /** A worker at a table of its own. */
  private static final class Desk implements AutoCloseable {
    private final TestPlatform platform;
    private final Worker worker;
    private final WorkerId me = new WorkerId(UUID.randomUUID());

    Desk(External database, Stock stock) {
      platform =
          TestPlatform.start(Map.of("DATABASE_URL", Databases.url(database), "STACKYN_ROLE", "api"))
              .untilReady();
      worker = platform.bean(Worker.class);
      fill(database, stock);
      platform.bean(Shifts.class).join(me, "bench", Duration.ofHours(1));
    }

    /** Milliseconds of one claim; what is claimed is settled again, untimed. */
    double claim() {
      long begin = System.nanoTime();
      List<JobRun> claimed = worker.claim(me, 0, 1);
      double millis = (System.nanoTime() - begin) / 1e6;
      if (claimed.size() != 1) {
        throw new IllegalStateException("one was to be claimed, not " + claimed.size());
      }
      worker.settle(me, List.of(worker.handBack(claimed.getFirst(), "measured")));
      return millis;
    }

    @Override
    public void close() {
      platform.close();
    }

    private static void fill(External location, Stock stock) {
      try (BenchDatabase database = new BenchDatabase(location)) {
        database.execute(
            """
            insert into jobs.jobs (id, kind, payload, status, priority, run_at, ready, rank, retries,
                                   attempt, processed, successful, started_at, completed_at)
            select uuidv7(), 'bench', '[0,0]', 'COMPLETED', 0, now(), true, now(), 3, 1, 1, 1, now(), now()
            from generate_series(1, %d)
            """
                .formatted(stock.finished()),
            """
            insert into jobs.jobs (id, kind, payload, status, priority, run_at, ready, rank, retries)
            select uuidv7(), 'bench', '[0,0]', 'PENDING', 0, now(), true, now(), 3
            from generate_series(1, %d)
            """
                .formatted(stock.waiting()),
            """
            insert into jobs.job_events (job_id, actor, from_status, to_status, attempt)
            select id, 'system', step.from_status, step.to_status, step.attempt
            from jobs.jobs, (values (null, 'PENDING', 0), ('PENDING', 'RUNNING', 1), ('RUNNING', 'COMPLETED', 1))
              as step(from_status, to_status, attempt)
            where step.attempt <= jobs.attempt
            """,
            "vacuum analyze jobs.jobs",
            "vacuum analyze jobs.job_events",
            "checkpoint");
      }
    }
  }
}
