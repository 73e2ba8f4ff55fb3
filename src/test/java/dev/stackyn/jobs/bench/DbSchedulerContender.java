package dev.stackyn.jobs.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler as its README has it for more than a thousand executions per second: the polling
 * strategy {@code lock-and-fetch}, its table with its three indexes, and looking at once when
 * something is scheduled. The limits are those of its author's own benchmark (pull request 175);
 * with the README's 1.0 and 4.0 it is a quarter slower here.
 */
final class DbSchedulerContender implements Contender {
  private static final double LOWER_LIMIT = 4.0;
  private static final double UPPER_LIMIT = 20.0;
  private static final Duration POLLING_INTERVAL = Duration.ofSeconds(1);

  private final BenchDatabase database;
  private final SchedulerClient client;
  private @Nullable Scheduler scheduler;

  DbSchedulerContender(External location) {
    database = new BenchDatabase(location);
    database.execute(
        """
        create table scheduled_tasks (
          task_name text not null,
          task_instance text not null,
          task_data bytea,
          execution_time timestamp with time zone not null,
          picked boolean not null,
          picked_by text,
          last_success timestamp with time zone,
          last_failure timestamp with time zone,
          consecutive_failures int,
          last_heartbeat timestamp with time zone,
          version bigint not null,
          priority smallint,
          primary key (task_name, task_instance))
        """,
        "create index execution_time_idx on scheduled_tasks (execution_time)",
        "create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)",
        "create index priority_execution_time_idx on scheduled_tasks"
            + " (priority desc, execution_time asc)");
    client = SchedulerClient.Builder.create(database.dataSource(), task(job -> {})).build();
  }

  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public String configuration(int threads) {
    return "16.12.0, threads(%d), pollUsingLockAndFetch(%s, %s), pollingInterval(%d s), "
            .formatted(threads, LOWER_LIMIT, UPPER_LIMIT, POLLING_INTERVAL.toSeconds())
        + "enableImmediateExecution(), scheduleBatch, three indexes, HikariCP with "
        + BenchDatabase.CONNECTIONS;
  }

  /** One insert; {@code schedule} would look first whether the instance is there. */
  @Override
  public void enqueue(int job) {
    SchedulerClient scheduling = scheduler == null ? client : scheduler;
    scheduling.scheduleBatch(List.of(instance(job)), Instant.now());
  }

  @Override
  public void enqueueAll(int count) {
    client.scheduleBatch(
        IntStream.range(0, count).mapToObj(DbSchedulerContender::instance), Instant.now());
  }

  @Override
  public void start(int threads, IntConsumer handler) {
    scheduler =
        Scheduler.create(database.dataSource(), task(handler))
            .threads(threads)
            .pollUsingLockAndFetch(LOWER_LIMIT, UPPER_LIMIT)
            .pollingInterval(POLLING_INTERVAL)
            .enableImmediateExecution()
            .build();
    scheduler.start();
  }

  @Override
  public void stop() {
    if (scheduler != null) {
      scheduler.stop();
      scheduler = null;
    }
  }

  @Override
  public long unsettled() {
    return database.count("select count(*) from scheduled_tasks");
  }

  @Override
  public void clear() {
    database.execute("truncate scheduled_tasks", "vacuum analyze scheduled_tasks", "checkpoint");
  }

  @Override
  public void close() {
    stop();
    database.close();
  }

  private static OneTimeTask<Void> task(IntConsumer handler) {
    return Tasks.oneTime("job")
        .execute((instance, context) -> handler.accept(Integer.parseInt(instance.getId())));
  }

  private static TaskInstance<?> instance(int job) {
    return new TaskInstance<>("job", String.valueOf(job));
  }
}
