package dev.stackyn.jobs.bench;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.Databases;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a transaction of somebody else takes longer because it also enqueues: in pairs, in turn. */
final class CallerCost {
  private static final int WARM_UP = 100;

  private CallerCost() {}

  /** The differences in milliseconds, pair by pair. */
  @SuppressWarnings("unchecked")
  static Figures measure(External location, int pairs) {
    try (TestPlatform platform =
            TestPlatform.start(
                    Map.of("DATABASE_URL", Databases.url(location), "STACKYN_ROLE", "api"))
                .untilReady();
        BenchDatabase database = new BenchDatabase(location)) {
      database.execute(
          "create table bench_caller (id bigint generated always as identity, note text)");
      TransactionOperations<Connection> transactions = platform.bean(TransactionOperations.class);
      JobQueue queue = platform.bean(JobQueue.class);
      List<Double> differences = new ArrayList<>();
      for (int i = 0; i < WARM_UP + pairs; i++) {
        int job = i;
        Runnable alone = () -> {};
        Runnable enqueueing = () -> queue.enqueue(BenchJobs.job(job));
        boolean aloneFirst = i % 2 == 0;
        double first = write(transactions, aloneFirst ? alone : enqueueing);
        double second = write(transactions, aloneFirst ? enqueueing : alone);
        if (i >= WARM_UP) {
          differences.add(aloneFirst ? second - first : first - second);
        }
      }
      return new Figures(differences);
    }
  }

  private static double write(TransactionOperations<Connection> transactions, Runnable also) {
    long begin = System.nanoTime();
    transactions.executeWrite(status -> {
      insert(status.getConnection());
      also.run();
      return null;
    });
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void insert(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into bench_caller (note) values ('what the caller does')");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
