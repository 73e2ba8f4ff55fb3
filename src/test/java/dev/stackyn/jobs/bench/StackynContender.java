package dev.stackyn.jobs.bench;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.Databases;
import dev.stackyn.testing.TestPlatform;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Ours, inside a whole platform as it is configured in production. Before the workers start, a
 * platform that only serves enqueues.
 */
final class StackynContender implements Contender {
  private final String url;
  private final BenchDatabase database;
  private final TestPlatform serving;
  private @Nullable TestPlatform working;

  StackynContender(External location) {
    url = Databases.url(location);
    serving = platform("api", 1).untilReady();
    database = new BenchDatabase(location);
  }

  @Override
  public String name() {
    return "stackyn";
  }

  @Override
  public String configuration(int threads) {
    return "STACKYN_BRIEF_WORKERS=%d, STACKYN_DATABASE_POOL_MAX=%d, otherwise the defaults; a whole platform"
        .formatted(threads, BenchDatabase.CONNECTIONS);
  }

  @Override
  public void enqueue(int job) {
    queue().enqueue(BenchJobs.job(job));
  }

  @Override
  public void enqueueAll(int count) {
    queue().enqueueAll(IntStream.range(0, count).mapToObj(BenchJobs::job).toList());
  }

  @Override
  public void start(int threads, IntConsumer handler) {
    working = platform("all", threads);
    working.bean(BenchJobs.class).handleWith(handler);
    working.untilReady();
  }

  @Override
  public void stop() {
    if (working != null) {
      working.close();
      working = null;
    }
  }

  @Override
  public long unsettled() {
    return database.count(
        "select count(*) from jobs.jobs where kind = '%s' and status in ('PENDING', 'RUNNING', 'FAILED')"
            .formatted(BenchJobs.KIND));
  }

  @Override
  public void clear() {
    database.execute(
        "truncate jobs.jobs, jobs.job_events",
        "vacuum analyze jobs.jobs",
        "vacuum analyze jobs.job_events",
        "checkpoint");
  }

  @Override
  public void close() {
    stop();
    database.close();
    serving.close();
  }

  private JobQueue queue() {
    return (working == null ? serving : working).bean(JobQueue.class);
  }

  private TestPlatform platform(String role, int threads) {
    return TestPlatform.start(
        Map.of(
            "DATABASE_URL",
            url,
            "STACKYN_ROLE",
            role,
            "STACKYN_BRIEF_WORKERS",
            String.valueOf(threads),
            "STACKYN_DATABASE_POOL_MAX",
            String.valueOf(BenchDatabase.CONNECTIONS)));
  }
}
