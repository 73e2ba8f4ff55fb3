package dev.stackyn.jobs.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.ScriptedJobs;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A job that is known by its id is found by its id, also when PostgreSQL last looked at the table
 * while everything waited, and takes the index of what runs for empty.
 */
class StatementsTest {
  private static final int JOBS = 5_000;
  private static final String PRIMARY_KEY = "jobs_pkey";
  private static final String RUNNING = "jobs_running";

  /** What somebody asks of a connection that is as a store has it for its statement. */
  private interface Look {
    void at(Connection connection) throws SQLException;
  }

  @Test
  void findsRunningJobsByTheirIds() throws SQLException {
    amongWaitingJobs(
        "force_generic_plan",
        Statements.BY_ID,
        connection -> {
          for (String sql : List.of(Statements.SETTLE, Statements.NOTE, Statements.ASK_TO_CANCEL)) {
            assertThat(plan(connection, sql)).contains(PRIMARY_KEY).doesNotContain(RUNNING);
          }
        });
  }

  /** By statistics from a time when everything waited, no job is in anybody's hands. */
  @Test
  void takesManyByTheirIdsWhateverItBelievesOfTheOthers() throws SQLException {
    String ids =
        Stream.generate(UUID::randomUUID)
            .limit(500)
            .map(UUID::toString)
            .collect(Collectors.joining(",", "'{", "}'"));
    amongWaitingJobs(
        "force_custom_plan",
        Statements.BY_ID,
        connection -> {
          for (String sql : List.of(Statements.SETTLE, Statements.NOTE)) {
            assertThat(plan(connection, sql, ids)).contains("Index Cond: (id = v.id)");
          }
        });
  }

  /**
   * How many it will find is known only when it has: PostgreSQL takes it for a good part of all.
   */
  @Test
  void takesWhatItClaimsByItsIdAndNeverWalksTheTable() throws SQLException {
    amongWaitingJobs(
        "force_generic_plan",
        Statements.ONE_AT_A_TIME,
        connection ->
            assertThat(plan(connection, Statements.CLAIM))
                .contains(PRIMARY_KEY, "jobs_ready")
                .doesNotContain("Seq Scan"));
  }

  private static void amongWaitingJobs(String mode, String before, Look look) throws SQLException {
    External database = TestPostgres.freshDatabase();
    try (TestPlatform platform = serving(database);
        Connection connection = TestPostgres.connect(database)) {
      NewJob job = ScriptedJobs.idle("scripted_brief");
      platform.bean(JobQueue.class).enqueueAll(Collections.nCopies(JOBS, job));
      execute(connection, "vacuum analyze jobs.jobs");
      execute(connection, "set plan_cache_mode = " + mode);
      connection.setAutoCommit(false);
      execute(connection, before);
      look.at(connection);
    }
  }

  private static TestPlatform serving(External database) {
    return TestPlatform.start(
            Map.of("DATABASE_URL", TestPostgres.url(database), "STACKYN_ROLE", "api"))
        .untilReady();
  }

  /** As it is for values that nobody knows yet, which is how a statement is run again and again. */
  private static String plan(Connection connection, String sql) throws SQLException {
    return plan(connection, sql, "null");
  }

  private static String plan(Connection connection, String sql, String first) throws SQLException {
    AtomicInteger parameters = new AtomicInteger();
    String numbered =
        Pattern.compile("\\?").matcher(sql).replaceAll(_ -> "\\$" + parameters.incrementAndGet());
    execute(connection, "prepare asked as " + numbered);
    String values =
        Stream.concat(Stream.of(first), Stream.generate(() -> "null"))
            .limit(parameters.get())
            .collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("explain execute asked(" + values + ")")) {
      StringBuilder plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
      return plan.toString();
    } finally {
      execute(connection, "deallocate asked");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
