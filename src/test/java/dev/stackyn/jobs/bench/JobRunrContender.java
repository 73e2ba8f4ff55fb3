package dev.stackyn.jobs.bench;

import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr's free edition with the shortest interval it takes on a database, and what it takes by
 * itself on this JDK: virtual threads, which were as fast as platform threads here. Jobs that wait
 * do not wait for the interval: a worker that has become free looks for more at once. Jobs are
 * requests rather than lambdas, whose bytecode it would have to read.
 */
final class JobRunrContender implements Contender {
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

  private final BenchDatabase database;
  private final PostgresStorageProvider storage;
  private final JsonMapper json = new JacksonJsonMapper();
  private final JobRequestScheduler scheduler;
  private @Nullable BackgroundJobServer server;

  JobRunrContender(External location) {
    database = new BenchDatabase(location);
    storage = new PostgresStorageProvider(database.dataSource());
    storage.setJobMapper(new JobMapper(json));
    scheduler = new JobRequestScheduler(storage);
  }

  /** What is stored: the number of the job. */
  public static final class Work implements JobRequest {
    private int job;

    // For JobRunr, which makes one from JSON.
    @SuppressWarnings("unused")
    private Work() {}

    Work(int job) {
      this.job = job;
    }

    @Override
    public Class<Worker> getJobRequestHandler() {
      return Worker.class;
    }
  }

  /** What JobRunr asks its activator for. */
  public record Worker(IntConsumer handler) implements JobRequestHandler<Work> {
    @Override
    public void run(Work work) {
      handler.accept(work.job);
    }
  }

  @Override
  public String name() {
    return "JobRunr";
  }

  @Override
  public String configuration(int threads) {
    return "8.7.0, PostgresStorageProvider, andWorkerCount(%d), virtual threads, "
            .formatted(threads)
        + "andPollInterval(%d s, the smallest it takes), ".formatted(POLL_INTERVAL.toSeconds())
        + "JobRequest, enqueue(Stream), Jackson, HikariCP with "
        + BenchDatabase.CONNECTIONS;
  }

  @Override
  public void enqueue(int job) {
    scheduler.enqueue(new Work(job));
  }

  @Override
  public void enqueueAll(int count) {
    scheduler.enqueue(IntStream.range(0, count).mapToObj(Work::new));
  }

  @Override
  public void start(int threads, IntConsumer handler) {
    Worker worker = new Worker(handler);
    JobActivator activator =
        new JobActivator() {
          @Override
          public <T> T activateJob(Class<T> type) {
            return type.cast(worker);
          }
        };
    server =
        new BackgroundJobServer(
            storage,
            json,
            activator,
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollInterval(POLL_INTERVAL)
                .andWorkerCount(threads));
    server.start();
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  @Override
  public long unsettled() {
    return database.count(
        "select count(*) from jobrunr_jobs"
            + " where state in ('ENQUEUED', 'PROCESSING', 'SCHEDULED', 'FAILED')");
  }

  @Override
  public void clear() {
    database.execute("truncate jobrunr_jobs", "vacuum analyze jobrunr_jobs", "checkpoint");
  }

  @Override
  public void close() {
    stop();
    storage.close();
    database.close();
  }
}
