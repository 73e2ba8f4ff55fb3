package dev.stackyn.jobs.adapters.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.ScriptedJobs;
import dev.stackyn.testing.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole platforms, whose threads do jobs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoopTest {
  private TestPlatform platform;
  private ScriptedJobs scripts;
  private JobQueue queue;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(Map.of("STACKYN_WORKERS", "3", "STACKYN_JOB_LEASE", "2s")).untilReady();
    scripts = platform.bean(ScriptedJobs.class);
    queue = platform.bean(JobQueue.class);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void everyJobIsDoneOnce() {
    AtomicInteger runs = new AtomicInteger();
    List<JobId> jobs =
        queue.enqueueAll(
            IntStream.range(0, 1_000)
                .mapToObj(i ->
                    scripts.job(
                        i % 10 == 0 ? ScriptedJobs.PLAIN : ScriptedJobs.BRIEF,
                        run -> {
                          runs.incrementAndGet();
                          return Verdict.done();
                        }))
                .toList());

    untilAllAre(jobs, "COMPLETED");
    assertThat(runs).hasValue(1_000);
  }

  @Test
  void inALaneNothingRunsBesideAnother() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
    List<JobId> jobs =
        queue.enqueueAll(
            IntStream.range(0, 30)
                .mapToObj(i ->
                    scripts
                        .job(
                            ScriptedJobs.BRIEF,
                            run -> {
                              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                              order.add(i);
                              inside.decrementAndGet();
                              return Verdict.done();
                            })
                        .inLane("one"))
                .toList());

    untilAllAre(jobs, "COMPLETED");
    assertThat(most).hasValue(1);
    assertThat(order).containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
  }

  @Test
  void briefJobsDoNotWaitForLongOnes() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    List<JobId> longOnes =
        IntStream.range(0, 6)
            .mapToObj(i ->
                queue.enqueue(
                    scripts.job(
                        ScriptedJobs.PLAIN,
                        run -> {
                          end.await();
                          return Verdict.done();
                        })))
            .toList();
    untilCount(longOnes, "RUNNING", 3);

    JobId brief = queue.enqueue(ScriptedJobs.idle(ScriptedJobs.BRIEF));

    untilAllAre(List.of(brief), "COMPLETED");
    end.countDown();
    untilAllAre(longOnes, "COMPLETED");
  }

  @Test
  void whoRestsLendsItsHandToOthers() {
    CountDownLatch turn = new CountDownLatch(1);
    List<JobId> waiting =
        IntStream.range(0, 5)
            .mapToObj(i ->
                queue.enqueue(
                    scripts.job(
                        ScriptedJobs.PLAIN,
                        run -> {
                          try (JobRun.Rest _ = run.rest()) {
                            turn.await();
                          }
                          return Verdict.done();
                        })))
            .toList();
    untilCount(waiting, "RUNNING", 5);

    JobId other = queue.enqueue(ScriptedJobs.idle(ScriptedJobs.PLAIN));

    untilAllAre(List.of(other), "COMPLETED");
    turn.countDown();
    untilAllAre(waiting, "COMPLETED");
  }

  @Test
  void theTimeOfWhoRestsStandsStill() {
    CountDownLatch turn = new CountDownLatch(1);
    JobId patient =
        queue.enqueue(
            scripts.job(
                ScriptedJobs.HASTY,
                run -> {
                  try (JobRun.Rest _ = run.rest()) {
                    turn.await();
                  }
                  return Verdict.done();
                }));
    JobId hasty =
        queue.enqueue(
            scripts
                .job(
                    ScriptedJobs.HASTY,
                    run -> {
                      new CountDownLatch(1).await();
                      return Verdict.done();
                    })
                .withRetries(0));
    untilAllAre(List.of(hasty), "FAILED");

    turn.countDown();

    untilAllAre(List.of(patient), "COMPLETED");
    assertThat(column(patient, "attempt")).isEqualTo("1");
  }

  @Test
  void aHandlerThatHangsIsInterruptedAtItsDeadline() {
    JobId job =
        queue.enqueue(
            scripts
                .job(
                    ScriptedJobs.HASTY,
                    run -> {
                      new CountDownLatch(1).await();
                      return Verdict.done();
                    })
                .withRetries(0));

    untilAllAre(List.of(job), "FAILED");
    assertThat(column(job, "error")).isEqualTo("its time is up");
  }

  @Test
  void aHandlerThatEatsItsInterruptIsGivenUpAndItsThreadReplaced() {
    AtomicBoolean end = new AtomicBoolean();
    JobId deaf =
        queue.enqueue(
            scripts
                .job(
                    ScriptedJobs.HASTY,
                    run -> {
                      while (!end.get()) {
                        Thread.onSpinWait();
                      }
                      return Verdict.done();
                    })
                .withRetries(0));

    untilAllAre(List.of(deaf), "FAILED");
    assertThat(column(deaf, "error")).isEqualTo("did not end within 1 s");
    CountDownLatch three = new CountDownLatch(3);
    List<JobId> others =
        IntStream.range(0, 3)
            .mapToObj(i ->
                queue.enqueue(
                    scripts.job(
                        ScriptedJobs.PLAIN,
                        run -> {
                          three.countDown();
                          three.await();
                          return Verdict.done();
                        })))
            .toList();
    untilAllAre(others, "COMPLETED");
    end.set(true);
  }

  @Test
  void anErrorCostsTheJobAndNotTheWorker() {
    JobId job =
        queue.enqueue(
            scripts
                .job(
                    ScriptedJobs.BRIEF,
                    run -> {
                      throw new StackOverflowError();
                    })
                .withRetries(0));

    untilAllAre(List.of(job), "FAILED");
    assertThat(column(job, "error")).isEqualTo("StackOverflowError");
  }

  @Test
  void whatIsLaterBecomesDue() {
    JobId job = queue.enqueue(ScriptedJobs.idle(ScriptedJobs.PLAIN).after(Duration.ofMillis(300)));

    untilAllAre(List.of(job), "COMPLETED");
    assertThat(column(job, "started_at >= run_at")).isEqualTo("t");
  }

  @Test
  void whatStillRunsAtTheEndGoesBackAndIsDoneElsewhere() {
    try (TestPlatform one = TestPlatform.start().untilReady();
        TestPlatform other = one.another().untilReady()) {
      CountDownLatch stopped = new CountDownLatch(1);
      AtomicInteger attempts = new AtomicInteger();
      ScriptedJobs.Script script =
          run -> {
            if (attempts.incrementAndGet() == 1) {
              stopped.await();
            }
            return Verdict.done();
          };
      NewJob job =
          ScriptedJobs.shared(script, one.bean(ScriptedJobs.class), other.bean(ScriptedJobs.class));
      String id = one.bean(JobQueue.class).enqueue(job).toString();
      Eventually.that("it runs", () -> attempts.get() == 1);
      String holder = one.query("select worker from jobs.jobs where id = '%s'".formatted(id));

      (holder.equals(workerOf(one)) ? one : other).bean(Workers.class).close();

      Eventually.that(
          "it is done by the other",
          () ->
              one.query(
                      "select status || ' ' || attempt || ' ' || failures from jobs.jobs where id = '%s'"
                          .formatted(id))
                  .equals("COMPLETED 2 0"));
      stopped.countDown();
    }
  }

  private static String workerOf(TestPlatform platform) {
    return platform.bean(Workers.class).loop().orElseThrow().me().toString();
  }

  private void untilAllAre(List<JobId> jobs, String status) {
    untilCount(jobs, status, jobs.size());
  }

  private void untilCount(List<JobId> jobs, String status, int count) {
    String ids = String.join("','", jobs.stream().map(JobId::toString).toList());
    Eventually.that(
        count + " jobs are " + status,
        () ->
            platform
                .query(
                    "select count(*) from jobs.jobs where status = '%s' and id in ('%s')"
                        .formatted(status, ids))
                .equals(String.valueOf(count)));
  }

  private String column(JobId job, String expression) {
    return platform.query("select %s from jobs.jobs where id = '%s'".formatted(expression, job));
  }
}
