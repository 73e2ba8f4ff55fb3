package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.JobNews;
import dev.stackyn.jobs.domain.JobsSettings;
import dev.stackyn.jobs.domain.Schedules;
import dev.stackyn.jobs.domain.Shifts;
import dev.stackyn.jobs.domain.Worker;
import dev.stackyn.kernel.Ids;
import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.platform.domain.Finding;
import dev.stackyn.platform.domain.Probe;
import dev.stackyn.platform.domain.ProcessRole;
import io.micronaut.context.BeanProvider;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Starts the loop when there is a database to work from, and ends it with the platform. */
@Singleton
public final class Workers
    implements DatabaseArrival, Probe, GracefulShutdownCapable, AutoCloseable {
  private static final long LOOK_NANOS = 20_000_000;

  private final ProcessRole role;
  private final BeanProvider<Office> office;
  private @Nullable WorkerLoop loop;

  /** Made late: with it come all handlers, and what those need. */
  @Singleton
  record Office(
      Worker worker,
      Shifts shifts,
      Schedules schedules,
      JobNews news,
      Ids ids,
      JobsSettings settings) {

    WorkerLoop loop() {
      return new WorkerLoop(
          new WorkerLoop.Office(worker, shifts, schedules, news, ids), settings, host());
    }

    private static String host() {
      String name = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
      return name + ":" + ProcessHandle.current().pid();
    }
  }

  Workers(ProcessRole role, BeanProvider<Office> office) {
    this.role = role;
    this.office = office;
  }

  @Override
  public synchronized void databaseArrived() {
    if (role.works() && loop == null) {
      WorkerLoop started = office.get().loop();
      started.start();
      loop = started;
    }
  }

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public String working() {
    return role.works() ? "working" : "elsewhere";
  }

  @Override
  public Finding look() {
    Optional<WorkerLoop> present = loop();
    if (!role.works()) {
      return Finding.ok(working());
    }
    if (present.isEmpty()) {
      return Finding.problem("no worker has started yet", "see the log");
    }
    return present.get().isWell()
        ? Finding.ok(working())
        : Finding.problem("the workers have lost the database, or stopped", "see the log");
  }

  @Override
  public CompletionStage<?> shutdownGracefully() {
    return CompletableFuture.runAsync(
        () ->
            loop()
                .ifPresent(running -> {
                  running.finish();
                  while (!running.isIdle() && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(LOOK_NANOS);
                  }
                }),
        task -> Thread.ofVirtual().name("jobs-finish").start(task));
  }

  @Override
  public OptionalLong reportActiveTasks() {
    return OptionalLong.of(loop().map(running -> running.isIdle() ? 0L : 1L).orElse(0L));
  }

  @Override
  @PreDestroy
  public void close() {
    loop().ifPresent(WorkerLoop::close);
  }

  synchronized Optional<WorkerLoop> loop() {
    return Optional.ofNullable(loop);
  }
}
