package dev.stackyn.platform.adapters.postgres;

import dev.stackyn.platform.domain.RowMark;
import dev.stackyn.platform.domain.RowSet;
import dev.stackyn.platform.ports.RowMarks;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.exception.DataAccessException;

/**
 * All marks by one statement, and one statement at a time: who asks while it runs waits for the
 * next one together with everybody else who does. So the more ask, the less each of them costs, and
 * none gets an answer that was on its way before he asked.
 */
@Singleton
final class PostgresRowMarks implements RowMarks {
  /** Another server, such as a standby that took over, may count its transactions differently. */
  private static final String SERVER =
      "select -1, '', pg_postmaster_start_time()::text || ' ' || pg_is_in_recovery()";

  private final MarkConnection connection;
  private final List<RowSet.Kind> kinds;
  private final String statement;
  private final Lock turn = new ReentrantLock();
  private final Object gate = new Object();
  private Round next = new Round();

  PostgresRowMarks(MarkConnection connection, Collection<RowMark> marks) {
    this.connection = connection;
    List<RowMark> all = List.copyOf(marks);
    this.kinds = all.stream().map(RowMark::kind).toList();
    this.statement =
        IntStream.range(0, all.size())
            .mapToObj(place -> select(place, all.get(place)))
            .collect(Collectors.joining("\nunion all ", SERVER + "\nunion all ", ""));
  }

  private static String select(int place, RowMark mark) {
    return "select %d, k.id::text, (%s) from unnest(?::%s[]) k (id)"
        .formatted(
            place,
            mark.expression(),
            switch (mark.kind().key()) {
              case ID -> "uuid";
              case NUMBER -> "bigint";
            });
  }

  @Override
  public List<String> of(List<RowSet> sets) {
    Round mine;
    boolean first;
    synchronized (gate) {
      mine = next;
      first = !mine.begun;
      mine.begun = true;
      mine.wanted.addAll(sets);
    }
    if (first) {
      run(mine);
    }
    return mine.marks(sets);
  }

  /** The first of a round runs it for all. */
  private void run(Round round) {
    turn.lock();
    try {
      synchronized (gate) {
        // Who comes from here on may have seen something that this statement does not.
        next = new Round();
      }
      round.found.complete(ask(round.wanted));
    } catch (SQLException e) {
      round.found.completeExceptionally(e);
    } catch (Throwable e) {
      round.found.completeExceptionally(e);
      throw e;
    } finally {
      turn.unlock();
    }
  }

  private Found ask(Set<RowSet> wanted) throws SQLException {
    Map<RowSet.Kind, StringBuilder> keys = new HashMap<>();
    for (RowSet set : wanted) {
      StringBuilder list = keys.computeIfAbsent(set.kind(), _ -> new StringBuilder());
      list.append(list.isEmpty() ? '{' : ',').append(set.key());
    }
    try (Connection used = connection.open();
        PreparedStatement prepared = used.prepareStatement(statement)) {
      for (int place = 0; place < kinds.size(); place++) {
        StringBuilder list = keys.get(kinds.get(place));
        prepared.setString(place + 1, list == null ? "{}" : list.append('}').toString());
      }
      try (ResultSet rows = prepared.executeQuery()) {
        return found(rows);
      }
    }
  }

  private Found found(ResultSet rows) throws SQLException {
    String server = "";
    Map<RowSet, String> marks = new HashMap<>();
    while (rows.next()) {
      int place = rows.getInt(1);
      String mark = Objects.requireNonNullElse(rows.getString(3), "");
      if (place < 0) {
        server = mark;
      } else {
        marks.put(new RowSet(kinds.get(place), rows.getString(2)), mark);
      }
    }
    return new Found(server, marks);
  }

  private record Found(String server, Map<RowSet, String> marks) {}

  /** Those who are answered by one statement. */
  private static final class Round {
    private final Set<RowSet> wanted = new LinkedHashSet<>();
    private boolean begun;
    private final CompletableFuture<Found> found = new CompletableFuture<>();

    List<String> marks(List<RowSet> sets) {
      Found all = await();
      List<String> marks = new ArrayList<>(sets.size() + 1);
      marks.add(all.server);
      for (RowSet set : sets) {
        marks.add(
            Objects.requireNonNull(
                all.marks.get(set), () -> "nobody brings a mark for " + set.kind().name()));
      }
      return List.copyOf(marks);
    }

    private Found await() {
      try {
        return found.join();
      } catch (CompletionException e) {
        throw new DataAccessException("what was kept cannot be compared", e.getCause());
      }
    }
  }
}
