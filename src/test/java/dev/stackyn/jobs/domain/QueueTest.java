package dev.stackyn.jobs.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.jobs.ports.WorkerStore.Held;
import dev.stackyn.testing.ScriptedJobs;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The queue on the real database, worked on by hand: this platform has no loop of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueTest {
  private static final String PLAIN = ScriptedJobs.PLAIN;
  private static final Duration LEASE = Duration.ofMinutes(1);

  private TestPlatform platform;
  private ScriptedJobs scripts;
  private JobQueue queue;
  private Worker worker;
  private Shifts shifts;
  private TransactionOperations<Connection> transactions;
  private WorkerId me;

  @BeforeAll
  @SuppressWarnings("unchecked")
  void start() {
    platform = TestPlatform.start(java.util.Map.of("STACKYN_ROLE", "api")).untilReady();
    scripts = platform.bean(ScriptedJobs.class);
    queue = platform.bean(JobQueue.class);
    worker = platform.bean(Worker.class);
    shifts = platform.bean(Shifts.class);
    transactions = platform.bean(TransactionOperations.class);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @BeforeEach
  void join() {
    me = join(LEASE);
  }

  @AfterEach
  void empty() {
    platform.sql("truncate jobs.jobs, jobs.job_events, jobs.workers");
  }

  @Test
  void aJobIsDone() {
    JobId job = queue.enqueue(ScriptedJobs.idle(PLAIN).counting(3));

    assertThat(status(job)).isEqualTo("PENDING");
    assertThat(worker.runOnce(me)).isTrue();
    assertThat(status(job)).isEqualTo("COMPLETED");
    assertThat(column(job, "processed || '/' || successful || '/' || failed")).isEqualTo("3/3/0");
    assertThat(history(job)).isEqualTo("null>PENDING PENDING>RUNNING RUNNING>COMPLETED");
    assertThat(worker.runOnce(me)).isFalse();
  }

  @Test
  void aRolledBackCallerLeavesNoJob() {

    assertThatThrownBy(() ->
            transactions.executeWrite(status -> {
              queue.enqueue(ScriptedJobs.idle(PLAIN));
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");

    assertThat(platform.query("select count(*) from jobs.jobs")).isEqualTo("0");
    assertThat(platform.query("select count(*) from jobs.job_events")).isEqualTo("0");
  }

  @Test
  void jobsThatComeAtOnceAreAddedTogetherAndOnlyWhatIsNoJobIsRefused() throws Exception {
    int threads = 6;
    int each = 40;
    List<Future<Integer>> refusals = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        refusals.add(callers.submit(() -> enqueueWithMistakes(each)));
      }
    }

    int refused = 0;
    for (Future<Integer> refusal : refusals) {
      refused += refusal.get();
    }
    assertThat(refused).isEqualTo(threads * each / 10);
    assertThat(platform.query("select count(*) from jobs.jobs where payload = '{}'"))
        .isEqualTo(String.valueOf(threads * each * 9 / 10));
    assertThat(platform.query("select count(*) from jobs.job_events"))
        .isEqualTo(String.valueOf(threads * each * 9 / 10));
  }

  /** Every tenth is not JSON; returns how many were refused. */
  private int enqueueWithMistakes(int jobs) {
    int refused = 0;
    for (int i = 0; i < jobs; i++) {
      try {
        queue.enqueue(NewJob.of(PLAIN, i % 10 == 3 ? "{" : "{}"));
      } catch (DataAccessException e) {
        refused++;
      }
    }
    return refused;
  }

  @Test
  void higherPriorityGoesFirstAndTheOlderWithinOne() {
    List<String> order = new ArrayList<>();
    for (int priority : List.of(0, 2, 1, 2, 0)) {
      String name = priority + "#" + order.size();
      queue.enqueue(noting(order, name + order.hashCode()).withPriority(priority));
    }
    queue.enqueue(noting(order, "first").withPriority(9));
    queue.enqueue(noting(order, "second").withPriority(9));

    runAll();

    assertThat(order).hasSize(7).startsWith("first", "second");
    assertThat(order.subList(2, 7).stream().map(name -> name.charAt(0)))
        .containsExactly('2', '2', '1', '0', '0');
  }

  @Test
  void waitingRaisesAJobSoThatNothingStarves() {
    List<String> order = new ArrayList<>();
    JobId patient = queue.enqueue(noting(order, "patient"));
    queue.enqueue(noting(order, "important").withPriority(2));
    platform.sql(
        "update jobs.jobs set rank = rank - interval '21 minutes' where id = '%s'"
            .formatted(patient));

    runAll();

    assertThat(order).containsExactly("patient", "important");
  }

  @Test
  void ofALaneOneRunsAtATimeInTheOrderOfEnqueueing() {
    JobId first = queue.enqueue(ScriptedJobs.idle(PLAIN).inLane("app:1"));
    JobId second = queue.enqueue(ScriptedJobs.idle(PLAIN).inLane("app:1").withPriority(5));
    JobId other = queue.enqueue(ScriptedJobs.idle(PLAIN).inLane("app:2"));

    List<JobRun> claimed = worker.claim(me, 10, 10);

    assertThat(claimed).extracting(JobRun::id).containsExactly(first, other);
    assertThat(worker.claim(me, 10, 10)).isEmpty();
    settle(claimed.getFirst());
    assertThat(worker.claim(me, 10, 10)).extracting(JobRun::id).containsExactly(second);
  }

  @Test
  void aJobThatWaitsForAnotherTryHoldsItsLane() {
    JobId first =
        queue.enqueue(
            scripts
                .job(PLAIN, run -> Verdict.retry("not yet", Duration.ofHours(1)))
                .inLane("app:1"));
    queue.enqueue(ScriptedJobs.idle(PLAIN).inLane("app:1"));

    worker.runOnce(me);

    assertThat(status(first)).isEqualTo("PENDING");
    assertThat(worker.runOnce(me)).isFalse();
  }

  @Test
  void noMoreOfAKindRunThanMay() {
    for (int i = 0; i < 4; i++) {
      queue.enqueue(ScriptedJobs.idle(ScriptedJobs.PAIR));
    }
    queue.enqueue(ScriptedJobs.idle(PLAIN));

    List<JobRun> mine = worker.claim(me, 10, 10);
    List<JobRun> theirs = worker.claim(join(LEASE), 10, 10);

    assertThat(mine).hasSize(3);
    assertThat(theirs).isEmpty();
    mine.forEach(this::settle);
    assertThat(worker.claim(me, 10, 10)).hasSize(2);
  }

  @Test
  void aWorkerTakesNoMoreThanItHasHandsFor() {
    for (int i = 0; i < 6; i++) {
      queue.enqueue(ScriptedJobs.idle(PLAIN));
      queue.enqueue(ScriptedJobs.idle(ScriptedJobs.BRIEF));
    }

    List<JobRun> claimed = worker.claim(me, 2, 4);

    assertThat(claimed).filteredOn(run -> !worker.isBrief(run)).hasSize(2);
    assertThat(claimed).filteredOn(worker::isBrief).hasSize(4);
  }

  @Test
  void whatLiesInTheFutureWaits() {
    JobId later =
        queue.enqueue(ScriptedJobs.idle(PLAIN).after(Duration.ofHours(1)).withPriority(100));
    JobId now = queue.enqueue(ScriptedJobs.idle(PLAIN));

    assertThat(worker.claim(me, 10, 10)).extracting(JobRun::id).containsExactly(now);
    shifts.ready();
    assertThat(worker.claim(me, 10, 10)).isEmpty();

    platform.sql("update jobs.jobs set run_at = now() where id = '%s'".formatted(later));
    assertThat(shifts.ready()).isTrue();
    assertThat(worker.claim(me, 10, 10)).extracting(JobRun::id).containsExactly(later);
  }

  @Test
  void whileAJobWithTheKeyWaitsNoOtherIsAdded() {
    JobId first = queue.enqueue(ScriptedJobs.idle(PLAIN).keyed("clean-up"));

    assertThat(queue.enqueue(ScriptedJobs.idle(PLAIN).keyed("clean-up"))).isEqualTo(first);

    JobRun running = worker.claim(me, 1, 0).getFirst();
    JobId second = queue.enqueue(ScriptedJobs.idle(PLAIN).keyed("clean-up"));
    assertThat(second).isNotEqualTo(first);
    worker.settle(me, List.of(worker.handBack(running, "test")));
    assertThat(platform.query("select count(*) from jobs.jobs")).isEqualTo("2");
  }

  @Test
  void aJobThatStandsInForAnotherSeesWhatTheOtherWasEnqueuedFor() {
    queue.enqueue(ScriptedJobs.idle(PLAIN).keyed("sync"));

    int claimedDuring =
        transactions.executeWrite(status -> {
          queue.enqueue(ScriptedJobs.idle(PLAIN).keyed("sync"));
          return inAnotherThread(() -> worker.claim(me, 1, 0).size());
        });

    assertThat(claimedDuring).isZero();
    assertThat(worker.claim(me, 1, 0)).hasSize(1);
  }

  @Test
  void whatFailsIsTriedAgainAndThenADeadLetter() {
    JobId job =
        queue.enqueue(
            scripts.job(PLAIN, run -> Verdict.retry("no luck", Duration.ZERO)).withRetries(2));

    runAll();

    assertThat(status(job)).isEqualTo("FAILED");
    assertThat(column(job, "attempt || ' ' || failures || ' ' || error")).isEqualTo("3 3 no luck");
  }

  @Test
  void aFailureRestsLongerEachTime() {
    JobId job =
        queue.enqueue(
            scripts.job(
                PLAIN,
                run -> {
                  throw new IllegalStateException("broken\0pipe");
                }));

    worker.runOnce(me);

    assertThat(status(job)).isEqualTo("PENDING");
    assertThat(column(job, "run_at > now() + interval '1 second'")).isEqualTo("t");
    assertThat(column(job, "error")).isEqualTo("IllegalStateException: brokenpipe");
    assertThat(worker.runOnce(me)).isFalse();
  }

  @Test
  void whatIsBuriedIsNotTriedAgain() {
    JobId job = queue.enqueue(scripts.job(PLAIN, run -> Verdict.bury("hopeless")));

    runAll();

    assertThat(status(job)).isEqualTo("FAILED");
    assertThat(column(job, "attempt")).isEqualTo("1");
  }

  @Test
  void aDeadWorkersJobsGoToOthersAndWhatItWritesIsVoid() {
    WorkerId dying = join(Duration.ZERO);
    JobId job = queue.enqueue(ScriptedJobs.idle(PLAIN));
    JobRun lost = worker.claim(dying, 1, 0).getFirst();

    assertThat(shifts.takeAway()).isEqualTo(1);
    JobRun taken = worker.claim(me, 1, 0).getFirst();

    assertThat(taken.id()).isEqualTo(job);
    assertThat(taken.attempt()).isEqualTo(2);
    assertThat(worker.settle(dying, List.of(worker.handle(lost)))).isEmpty();
    assertThatThrownBy(() -> inTransaction(lost::hold)).isInstanceOf(LostClaim.class);
    inTransaction(taken::hold);
    assertThat(shifts.renew(dying, LEASE)).isFalse();
    assertThat(status(job)).isEqualTo("RUNNING");
    settle(taken);
    assertThat(status(job)).isEqualTo("COMPLETED");
  }

  /**
   * PostgreSQL crashes before the claim is on its disk: it never was, and its number comes again.
   */
  @Test
  void aClaimThatTheDatabaseLostCannotBeSettledWhenAnotherHasTheSameNumber() {
    JobId job = queue.enqueue(ScriptedJobs.idle(PLAIN));
    JobRun lost = worker.claim(me, 1, 0).getFirst();
    platform.sql(
        "update jobs.jobs set status = 'PENDING', attempt = 0, worker = null, started_at = null");
    WorkerId other = join(LEASE);
    JobRun taken = worker.claim(other, 1, 0).getFirst();

    assertThat(taken.id()).isEqualTo(job);
    assertThat(taken.attempt()).isEqualTo(lost.attempt());
    assertThat(worker.settle(me, List.of(worker.handle(lost)))).isEmpty();
    assertThatThrownBy(() -> inTransaction(lost::hold)).isInstanceOf(LostClaim.class);
    inTransaction(taken::hold);
    assertThat(worker.settle(other, List.of(worker.handle(taken)))).containsExactly(job);
  }

  @Test
  void aLivingWorkersJobsAreLeftAlone() {
    queue.enqueue(ScriptedJobs.idle(PLAIN));
    JobRun mine = worker.claim(me, 1, 0).getFirst();

    assertThat(shifts.takeAway()).isZero();
    assertThat(shifts.held(me)).containsEntry(mine.id(), new Held(1, false));
  }

  @Test
  void aJobThatKillsItsWorkersIsBuriedInTheEnd() {
    JobId job = queue.enqueue(ScriptedJobs.idle(PLAIN));
    for (int deaths = 0; deaths < 20; deaths++) {
      assertThat(worker.claim(join(Duration.ZERO), 1, 0)).hasSize(1);
      shifts.takeAway();
    }

    assertThat(status(job)).isEqualTo("FAILED");
  }

  @Test
  void whatIsHandedBackHasNotFailed() {
    JobId job = queue.enqueue(ScriptedJobs.idle(PLAIN));
    JobRun run = worker.claim(me, 1, 0).getFirst();

    worker.settle(me, List.of(worker.handBack(run, "the worker is stopping")));

    assertThat(status(job)).isEqualTo("PENDING");
    assertThat(column(job, "failures")).isEqualTo("0");
    assertThat(worker.claim(me, 1, 0)).extracting(JobRun::attempt).containsExactly(2);
  }

  @Test
  void aJobOfAKindThatNobodyHereKnowsIsLeftToOthers() {
    JobId job = queue.enqueue(NewJob.of("of_the_future", "{}"));

    assertThat(worker.runOnce(me)).isFalse();
    assertThat(status(job)).isEqualTo("PENDING");
  }

  @Test
  void progressIsWrittenWhileTheClaimIsHeld() {
    JobId job = queue.enqueue(ScriptedJobs.idle(PLAIN).counting(10));
    JobRun run = worker.claim(me, 1, 0).getFirst();
    run.progress(new Tally(4, 3, 1), "four of ten");

    worker.noteProgress();

    assertThat(column(job, "processed || ' ' || successful || ' ' || failed || ' ' || message"))
        .isEqualTo("4 3 1 four of ten");
  }

  private NewJob noting(List<String> order, String name) {
    return scripts.job(
        PLAIN,
        run -> {
          order.add(name);
          return Verdict.done();
        });
  }

  private void runAll() {
    int bound = 100;
    while (worker.runOnce(me) && bound > 0) {
      bound--;
    }
  }

  private void settle(JobRun run) {
    assertThat(worker.settle(me, List.of(worker.handle(run)))).containsExactly(run.id());
  }

  private WorkerId join(Duration lease) {
    WorkerId id = new WorkerId(UUID.randomUUID());
    shifts.join(id, "test", lease);
    return id;
  }

  private String status(JobId job) {
    return column(job, "status");
  }

  private String column(JobId job, String expression) {
    return platform.query("select %s from jobs.jobs where id = '%s'".formatted(expression, job));
  }

  private String history(JobId job) {
    return platform.query(
        """
        select string_agg(coalesce(from_status, 'null') || '>' || to_status, ' ' order by id)
        from jobs.job_events where job_id = '%s'
        """
            .formatted(job));
  }

  private void inTransaction(Runnable action) {
    transactions.executeWrite(status -> {
      action.run();
      return true;
    });
  }

  private static <T> T inAnotherThread(java.util.concurrent.Callable<T> task) {
    try (var executor = java.util.concurrent.Executors.newSingleThreadExecutor()) {
      return executor.submit(task).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
