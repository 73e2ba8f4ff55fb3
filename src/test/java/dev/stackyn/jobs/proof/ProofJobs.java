package dev.stackyn.jobs.proof;

import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Verdict;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What the workers of a proof do. Only their processes can: other tests never see these kinds. */
@Factory
@Requires(condition = ProofJobs.InItsProcess.class)
final class ProofJobs {
  /** Changes something, in steps between which its worker may die. */
  static final String EFFECT = "proof_effect";

  /** The same, for the hands of brief jobs and the line before them. */
  static final String BRIEF_EFFECT = "proof_brief_effect";

  static final String THROWS = "proof_throws";

  /** Waits for ever, and ends when it is interrupted. */
  static final String HANGS = "proof_hangs";

  /** Waits for ever, and swallows every interrupt. */
  static final String DEAF = "proof_deaf";

  private static final String FIRST_EFFECT =
      "insert into proof.effects (job_id, applied) values (?, 0) on conflict do nothing";
  private static final String EFFECT_ONCE_MORE =
      "update proof.effects set applied = applied + 1 where job_id = ?";
  private static final String MARK = "stackyn.proof";
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final int LONGEST_STEP_MILLIS = 20;

  private final TransactionOperations<Connection> transactions;

  ProofJobs(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
  }

  static NewJob job(String kind) {
    return NewJob.of(kind, "{}");
  }

  /** Jobs with an effect, for both sorts of hands in turn. */
  static List<NewJob> mixed(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> job(i % 2 == 0 ? EFFECT : BRIEF_EFFECT))
        .toList();
  }

  /** From now on, platforms of this process work on these jobs. */
  static void workHere() {
    System.setProperty(MARK, "true");
  }

  static final class InItsProcess implements Condition {
    // The framework's interface has it raw.
    @SuppressWarnings("rawtypes")
    @Override
    public boolean matches(ConditionContext context) {
      return Boolean.getBoolean(MARK);
    }
  }

  @Bean
  @Singleton
  JobHandler effect() {
    return handler(JobKind.named(EFFECT, Duration.ofMinutes(1)), this::takeEffect);
  }

  @Bean
  @Singleton
  JobHandler briefEffect() {
    return handler(JobKind.named(BRIEF_EFFECT, Duration.ofMinutes(1)).asBrief(), this::takeEffect);
  }

  @Bean
  @Singleton
  JobHandler throwing() {
    return handler(
        JobKind.named(THROWS, SHORT),
        run -> {
          throw new IllegalStateException("as it should");
        });
  }

  @Bean
  @Singleton
  JobHandler hanging() {
    return handler(
        JobKind.named(HANGS, SHORT),
        run -> {
          TimeUnit.DAYS.sleep(1);
          return Verdict.done();
        });
  }

  @Bean
  @Singleton
  JobHandler deaf() {
    return handler(JobKind.named(DEAF, SHORT), run -> sleepThroughEverything());
  }

  private interface Work {
    Verdict on(JobRun run) throws Exception;
  }

  private static JobHandler handler(JobKind kind, Work work) {
    return new JobHandler() {
      @Override
      public JobKind kind() {
        return kind;
      }

      @Override
      public Verdict handle(JobRun run) throws Exception {
        return work.on(run);
      }
    };
  }

  /** One effect under the job's id, as often as it is tried; and one under the fence. */
  private Verdict takeEffect(JobRun run) throws InterruptedException {
    step();
    inTransaction(connection -> {
      if (update(connection, FIRST_EFFECT, run.id().value()) == 1) {
        update(connection, EFFECT_ONCE_MORE, run.id().value());
      }
    });
    step();
    inTransaction(connection -> {
      run.hold();
      update(
          connection,
          "insert into proof.fenced (job_id, attempt) values (?, " + run.attempt() + ")",
          run.id().value());
    });
    step();
    return Verdict.done();
  }

  private static void step() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_STEP_MILLIS));
  }

  private static Verdict sleepThroughEverything() {
    while (true) {
      try {
        TimeUnit.DAYS.sleep(1);
      } catch (InterruptedException e) {
        // That is what this one is for: it goes on.
      }
    }
  }

  private interface Writes {
    void on(Connection connection) throws SQLException;
  }

  private void inTransaction(Writes writes) {
    transactions.executeWrite(status -> {
      try {
        writes.on(status.getConnection());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return true;
    });
  }

  private static int update(Connection connection, String sql, UUID job) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, job);
      return statement.executeUpdate();
    }
  }
}
