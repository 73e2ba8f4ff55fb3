package dev.stackyn.jobs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.jobs.ports.JobStore;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.ScriptedJobs;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers that claim, settle, die and come back in every order, and people who interfere. After
 * each step the database is compared with a model that fits on a page; in the end the events of
 * every job have to be a path through the state machine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueModelTest {
  private static final int MOST_UNENDED = 20;
  private static final int STEPS = 150;
  private static final int LANES = 3;

  private TestPlatform platform;
  private JobQueue queue;
  private Worker worker;
  private Shifts shifts;
  private JobStore store;
  private TransactionOperations<Connection> transactions;

  @BeforeAll
  @SuppressWarnings("unchecked")
  void start() {
    platform = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady();
    queue = platform.bean(JobQueue.class);
    worker = platform.bean(Worker.class);
    shifts = platform.bean(Shifts.class);
    store = platform.bean(JobStore.class);
    transactions = platform.bean(TransactionOperations.class);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @AfterEach
  void empty() {
    platform.sql("truncate jobs.jobs, jobs.job_events, jobs.workers");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theDatabaseDoesWhatTheModelSays(long seed) {
    Model model = new Model(new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      model.step();
      model.check();
    }
    model.finish();
    assertThatHistoriesArePaths();
    assertThat(platform.query("select count(*) from jobs.jobs where status = 'RUNNING'"))
        .isEqualTo("0");
  }

  @Test
  void manyAtOnceLeaveEveryJobWithOneEnd() {
    List<JobId> jobs = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      NewJob job = ScriptedJobs.idle(i % 3 == 0 ? ScriptedJobs.PAIR : ScriptedJobs.BRIEF);
      jobs.add(queue.enqueue(i % 2 == 0 ? job.inLane("lane " + i % LANES) : job));
    }
    AtomicInteger seeds = new AtomicInteger();

    AtOnce.times(
        6,
        () -> {
          Random random = new Random(seeds.incrementAndGet());
          for (int round = 0; round < 60; round++) {
            interfere(random, jobs);
          }
          return true;
        });
    drain();

    assertThatHistoriesArePaths();
    assertThat(
            platform.query(
                """
                select count(*) from jobs.job_events e
                where to_status in ('COMPLETED', 'FAILED', 'CANCELLED')
                """))
        .isEqualTo("300");
  }

  private void interfere(Random random, List<JobId> jobs) {
    WorkerId me = new WorkerId(UUID.randomUUID());
    boolean dies = random.nextInt(4) == 0;
    shifts.join(me, "test", dies ? Duration.ZERO : Duration.ofMinutes(1));
    List<JobRun> claimed = worker.claim(me, 2, 3);
    JobId somebody = jobs.get(random.nextInt(jobs.size()));
    if (random.nextBoolean()) {
      cancel(somebody);
    }
    shifts.takeAway();
    // Who died settles all the same: it does not know.
    claimed.forEach(run ->
        worker.settle(
            me,
            List.of(random.nextInt(5) == 0 ? worker.handBack(run, "test") : worker.handle(run))));
  }

  private void drain() {
    WorkerId last = new WorkerId(UUID.randomUUID());
    shifts.join(last, "test", Duration.ofMinutes(1));
    shifts.takeAway();
    int bound = 1_000;
    while (worker.runOnce(last) && bound > 0) {
      bound--;
    }
  }

  private void cancel(JobId job) {
    if (!move(job, Move.WITHDRAW)) {
      platform.sql(
          "update jobs.jobs set cancel_asked_at = now() where status = 'RUNNING' and id = '%s'"
              .formatted(job));
    }
  }

  private boolean move(JobId job, Move move) {
    Supplier<Boolean> moving = () -> store.move(job, move, new Cause("somebody", "test"));
    return transactions.executeWrite(status -> moving.get());
  }

  /** Each event begins where the one before ended, and is a move that there is. */
  private void assertThatHistoriesArePaths() {
    assertThat(
            platform.query(
                """
                select coalesce(string_agg(job_id || ' ' || id, ', '), 'none') from (
                  select job_id, id, from_status, lag(to_status) over (partition by job_id order by id) as before
                  from jobs.job_events) e
                where from_status is distinct from before
                """))
        .isEqualTo("none");
    Set<String> moves = new HashSet<>(Set.of("ADDED>PENDING"));
    for (Move move : Move.values()) {
      moves.add(move.from() + ">" + move.to());
    }
    String made =
        platform.query(
            "select string_agg(distinct coalesce(from_status, 'ADDED') || '>' || to_status, ',')"
                + " from jobs.job_events");
    assertThat(moves).contains(made.split(",", -1));
    assertThat(
            platform.query(
                """
                select count(*) from jobs.jobs j where status <> (
                  select to_status from jobs.job_events e where e.job_id = j.id order by e.id desc limit 1)
                """))
        .isEqualTo("0");
  }

  private record Taken(WorkerId by, JobRun run) {}

  /** What should be, by the simplest means. */
  private final class Model {
    private final Random random;
    private final List<WorkerId> workers = new ArrayList<>();
    private final Map<JobId, JobStatus> states = new HashMap<>();
    private final Map<JobId, Integer> attempts = new HashMap<>();
    private final Map<JobId, Integer> failures = new HashMap<>();
    private final Map<JobId, WorkerId> holders = new HashMap<>();
    private final Set<JobId> cancelled = new HashSet<>();
    private final Map<JobId, String> lanes = new HashMap<>();
    private final Set<JobId> pairs = new HashSet<>();
    private final List<Taken> runs = new ArrayList<>();

    Model(Random random) {
      this.random = random;
      join();
    }

    void step() {
      switch (random.nextInt(10)) {
        case 0, 1 -> enqueue();
        case 2, 3, 4 -> claim();
        case 5, 6 -> settle();
        case 7 -> cancelSomething();
        case 8 -> die();
        default -> revive();
      }
    }

    private void join() {
      WorkerId id = new WorkerId(UUID.randomUUID());
      shifts.join(id, "test", Duration.ofMinutes(1));
      workers.add(id);
    }

    private void enqueue() {
      boolean pair = random.nextInt(3) == 0;
      NewJob job = ScriptedJobs.idle(pair ? ScriptedJobs.PAIR : ScriptedJobs.BRIEF);
      String lane = "lane " + random.nextInt(LANES);
      boolean laned = random.nextBoolean();
      JobId id = queue.enqueue(laned ? job.inLane(lane) : job);
      states.put(id, JobStatus.PENDING);
      attempts.put(id, 0);
      if (laned) {
        lanes.put(id, lane);
      }
      if (pair) {
        pairs.add(id);
      }
    }

    private void claim() {
      WorkerId me = workers.get(random.nextInt(workers.size()));
      for (JobRun run : worker.claim(me, 1 + random.nextInt(2), random.nextInt(3))) {
        assertThat(states.get(run.id())).isEqualTo(JobStatus.PENDING);
        states.put(run.id(), JobStatus.RUNNING);
        assertThat(attempts.merge(run.id(), 1, Integer::sum)).isEqualTo(run.attempt());
        holders.put(run.id(), me);
        runs.add(new Taken(me, run));
      }
    }

    private void settle() {
      if (runs.isEmpty()) {
        return;
      }
      Taken taken = runs.remove(random.nextInt(runs.size()));
      JobRun run = taken.run();
      Settlement settlement = settlement(run);
      boolean held =
          states.get(run.id()) == JobStatus.RUNNING
              && attempts.getOrDefault(run.id(), 0) == run.attempt();
      assertThat(worker.settle(taken.by(), List.of(settlement)).contains(run.id())).isEqualTo(held);
      if (held) {
        Move move = settlement.move();
        failures.merge(run.id(), move.isFailure() ? 1 : 0, Integer::sum);
        states.put(run.id(), (cancelled.contains(run.id()) ? move.whenCancelled() : move).to());
      }
    }

    private Settlement settlement(JobRun run) {
      Move move =
          switch (random.nextInt(5)) {
            case 0 -> Move.RETRY;
            case 1 -> Move.BURY;
            case 2 -> Move.STOP;
            case 3 -> Move.HAND_BACK;
            default -> Move.COMPLETE;
          };
      return new Settlement(
          run.id(),
          run.attempt(),
          move,
          Optional.of("test"),
          new Settlement.Outcome(Optional.empty(), Duration.ZERO, false));
    }

    private void cancelSomething() {
      JobId job = any();
      if (job == null) {
        return;
      }
      cancel(job);
      switch (states.getOrDefault(job, JobStatus.FAILED)) {
        case PENDING -> states.put(job, JobStatus.CANCELLED);
        case RUNNING -> cancelled.add(job);
        case COMPLETED, FAILED, CANCELLED -> {}
      }
    }

    private void die() {
      WorkerId dead = workers.remove(random.nextInt(workers.size()));
      join();
      platform.sql(
          "update jobs.workers set lease_until = now() - interval '1 second' where id = '%s'"
              .formatted(dead));
      shifts.takeAway();
      holders.forEach((job, holder) -> {
        if (holder.equals(dead) && states.get(job) == JobStatus.RUNNING) {
          states.put(job, cancelled.contains(job) ? JobStatus.CANCELLED : survivor(job));
        }
      });
    }

    /** One that was begun too often, and never ended, may be what its workers died of. */
    private JobStatus survivor(JobId job) {
      int unended = attempts.getOrDefault(job, 0) - failures.getOrDefault(job, 0);
      return unended >= MOST_UNENDED ? JobStatus.FAILED : JobStatus.PENDING;
    }

    private void revive() {
      JobId job = any();
      if (job != null && move(job, Move.REVIVE)) {
        assertThat(states.get(job)).isEqualTo(JobStatus.FAILED);
        states.put(job, JobStatus.PENDING);
        failures.remove(job);
        cancelled.remove(job);
      }
    }

    private @Nullable JobId any() {
      List<JobId> all = List.copyOf(states.keySet());
      return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    void check() {
      String expected =
          states.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .sorted()
              .collect(Collectors.joining(","));
      assertThat(
              platform.query(
                  "select coalesce(string_agg(id || '=' || status, ',' order by id::text), '')"
                      + " from jobs.jobs"))
          .isEqualTo(expected);
      List<JobId> running =
          states.keySet().stream().filter(job -> states.get(job) == JobStatus.RUNNING).toList();
      assertThat(running.stream().filter(lanes::containsKey).map(lanes::get))
          .doesNotHaveDuplicates();
      assertThat(running.stream().filter(pairs::contains)).hasSizeLessThanOrEqualTo(2);
    }

    void finish() {
      while (!runs.isEmpty()) {
        settle();
      }
      List.copyOf(workers).forEach(ignored -> die());
      drain();
    }
  }
}
