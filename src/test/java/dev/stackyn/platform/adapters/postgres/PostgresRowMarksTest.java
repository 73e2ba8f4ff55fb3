package dev.stackyn.platform.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.KeptAnswers;
import dev.stackyn.platform.domain.KeptAnswers.Look;
import dev.stackyn.platform.domain.KeptAnswers.Reading;
import dev.stackyn.platform.domain.RowMark;
import dev.stackyn.platform.domain.RowSet;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.platform.domain.WireAnswer;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresRowMarksTest {
  private static final RowSet.Kind PAGE = RowSet.Kind.byNumber("page");
  private static final RowSet.Kind BOOK = RowSet.Kind.byId("book");
  private static final RowSet.Kind ROUND = RowSet.Kind.byNumber("round");
  private static final UUID BOOK_ID = UUID.fromString("0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23");
  private static final String A_LOCK = "4711";
  private static final String WAITING_FOR_THE_LOCK =
      "select count(*) from pg_locks where locktype = 'advisory' and not granted";
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final External database = TestPostgres.freshDatabase();
  private final DatabaseSettings settings =
      DatabaseSettings.from(new Variables(Map.of()), Path.of("/home"));
  private final ConnectionPool pool =
      new ConnectionPool(database, settings.pool(), Optional.empty());
  private final MarkConnection own = new MarkConnection(database, settings);
  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final PostgresRowMarks marks =
      new PostgresRowMarks(
          own,
          List.of(
              new RowMark(PAGE, "select '' || p.xmin from pages p where p.id = k.id"),
              new RowMark(
                  BOOK,
                  "select string_agg(p.id || ':' || p.xmin, ' ' order by p.id)"
                      + " from pages p where p.book = k.id"),
              // Tells how often the statement ran, and runs only when it gets the lock.
              new RowMark(
                  ROUND,
                  "select nextval('rounds')::text from pg_advisory_xact_lock_shared(%s)"
                      .formatted(A_LOCK))));

  @BeforeEach
  void tables() throws SQLException {
    execute(
        "create table pages (id bigint primary key, book uuid not null, number bigint not null);"
            + " create sequence rounds;"
            + " insert into pages select n, '%s', 0 from generate_series(1, 3) n"
                .formatted(BOOK_ID));
  }

  @AfterEach
  void close() {
    own.close();
    pool.close();
  }

  @Test
  void areTheSameAsLongAsNobodyWrites() {
    List<RowSet> sets = List.of(PAGE.of(1), BOOK.of(BOOK_ID), PAGE.of(99));
    List<String> before = marks.of(sets);

    assertThat(before).hasSize(4);
    assertThat(marks.of(sets)).isEqualTo(before);
    assertThat(marks.of(List.of(PAGE.of(1)))).containsExactly(before.get(0), before.get(1));
  }

  @Test
  void everyCommittedChangeShows() throws SQLException {
    List<RowSet> book = List.of(BOOK.of(BOOK_ID));
    for (String change :
        List.of(
            "update pages set number = number where id = 2",
            "insert into pages values (4, '%s', 0)".formatted(BOOK_ID),
            "delete from pages where id = 4",
            "delete from pages where id = 1; insert into pages values (1, '%s', 0)"
                .formatted(BOOK_ID),
            "update pages set book = gen_random_uuid() where id = 3",
            "truncate pages")) {
      List<String> before = marks.of(book);
      execute(change);
      assertThat(marks.of(book)).as(change).isNotEqualTo(before);
    }
  }

  @Test
  void whatIsNotCommittedDoesNotShow() throws SQLException {
    List<RowSet> page = List.of(PAGE.of(1));
    List<String> before = marks.of(page);
    try (Connection other = pool.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("update pages set number = 1 where id = 1");
      assertThat(marks.of(page)).isEqualTo(before);
      other.commit();
    }
    assertThat(marks.of(page)).isNotEqualTo(before);
  }

  @Test
  void whoComesWhileOneIsAskedWaitsForTheNext() throws SQLException {
    List<RowSet> round = List.of(ROUND.of(1));
    try (Connection other = pool.dataSource().getConnection();
        Statement statement = other.createStatement();
        ExecutorService threads = Executors.newCachedThreadPool(this::noted)) {
      statement.execute("select pg_advisory_lock(" + A_LOCK + ")");
      Future<List<String>> first = threads.submit(() -> marks.of(round));
      Eventually.that("the first is asked for", () -> value(WAITING_FOR_THE_LOCK).equals("1"));
      List<Future<List<String>>> others =
          IntStream.range(0, 20).mapToObj(_ -> threads.submit(() -> marks.of(round))).toList();
      Eventually.that(
          "all others wait",
          () ->
              started.size() == 21
                  && started.stream().filter(PostgresRowMarksTest::waits).count() == 20);
      statement.execute("select pg_advisory_unlock(" + A_LOCK + ")");

      assertThat(first).succeedsWithin(BOUND).asInstanceOf(LIST).element(1).isEqualTo("1");
      assertThat(others)
          .allSatisfy(one ->
              assertThat(one).succeedsWithin(BOUND).asInstanceOf(LIST).element(1).isEqualTo("2"));
    }
  }

  @Test
  void whatNobodyHasAMarkForIsRefused() {
    RowSet unknown = RowSet.Kind.byNumber("unknown").of(1);

    assertThatThrownBy(() -> marks.of(List.of(unknown)))
        .hasMessageContaining("nobody brings a mark for unknown");
  }

  /** One writes and many read: nobody is given what was overwritten before he asked. */
  @Test
  void nobodyGetsWhatWasOverwrittenBeforeHeAsked() {
    KeptAnswers answers = new KeptAnswers(marks, Clock.systemUTC());
    AtomicLong written = new AtomicLong();
    AtomicInteger number = new AtomicInteger();
    AtOnce.times(
        6,
        () -> {
          boolean writes = number.getAndIncrement() == 0;
          for (int i = 1; i <= 80; i++) {
            if (writes) {
              execute("update pages set number = %d where id = 1".formatted(i));
              written.set(i);
            } else {
              long atLeast = written.get();
              assertThat(Long.parseLong(read(answers))).isGreaterThanOrEqualTo(atLeast);
            }
          }
          return number;
        });

    read(answers);
    read(answers);
    assertThat(answers.look("page").answer()).map(PostgresRowMarksTest::text).hasValue("80");
  }

  private String read(KeptAnswers answers) {
    Look look = answers.look("page");
    return text(look.answer().orElseGet(() -> look.keep(page())));
  }

  private Reading page() {
    return new Reading(
        new WireAnswer(
            value("select number from pages where id = 1").getBytes(StandardCharsets.UTF_8), ""),
        List.of(PAGE.of(1)));
  }

  private Thread noted(Runnable task) {
    Thread thread = new Thread(task);
    started.add(thread);
    return thread;
  }

  /** The one that waits for the database seems to run. */
  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private static String text(WireAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(String sql) {
    try (Connection connection = pool.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
