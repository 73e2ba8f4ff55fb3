package dev.stackyn.jobs.bench;

import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** The kind of job that is measured: brief, as the platform's own no-ops would be. */
@Singleton
final class BenchJobs implements JobHandler {
  static final String KIND = "bench";

  private static final JobKind BRIEF = JobKind.named(KIND, Duration.ofMinutes(1)).asBrief();

  private final CompletableFuture<Task> task = new CompletableFuture<>();

  /** What to do with a job: its number, and when its enqueueing began. */
  interface Task {
    void run(int number, long sentMicros);
  }

  /** Jobs that come before this wait for it. */
  void handleWith(IntConsumer handler) {
    handleWith((number, sent) -> handler.accept(number));
  }

  void handleWith(Task handler) {
    task.complete(handler);
  }

  static NewJob job(int number) {
    return NewJob.of(KIND, "[%d,%d]".formatted(number, nowMicros()));
  }

  /** Comparable between the processes of one machine. */
  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public JobKind kind() {
    return BRIEF;
  }

  @Override
  public Verdict handle(JobRun run) {
    String payload = run.payload();
    int comma = payload.indexOf(',');
    task.join()
        .run(
            Integer.parseInt(payload.substring(1, comma)),
            Long.parseLong(payload.substring(comma + 1, payload.length() - 1).strip()));
    return Verdict.done();
  }
}
