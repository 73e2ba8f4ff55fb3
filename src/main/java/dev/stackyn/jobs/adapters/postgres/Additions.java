package dev.stackyn.jobs.adapters.postgres;

import static dev.stackyn.jooq.jobs.Tables.JOBS_;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobStatus;
import dev.stackyn.jobs.domain.NewJob.Terms;
import dev.stackyn.jobs.ports.JobStore.Entry;
import dev.stackyn.kernel.UserId;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;
import org.jspecify.annotations.Nullable;

/**
 * Puts jobs into the queue. A job that is added alone, outside of any transaction, is written down
 * together with those that other threads add at the same time: what such a statement costs, and
 * what it waits for the disk, hardly depends on how many jobs it adds.
 */
@Singleton
final class Additions {
  private static final int MOST_TOGETHER = 100;

  private final DSLContext database;
  private final ConnectionOperations<Connection> connections;
  private final TransactionOperations<Connection> transactions;
  private final JsonText json;
  private final Ferry<Entry> together = new Ferry<>(MOST_TOGETHER, this::insert);

  Additions(
      DSLContext database,
      ConnectionOperations<Connection> connections,
      TransactionOperations<Connection> transactions,
      JsonText json) {
    this.database = database;
    this.connections = connections;
    this.transactions = transactions;
    this.json = json;
  }

  List<JobId> add(List<Entry> entries) {
    if (entries.stream().anyMatch(entry -> terms(entry).key().isPresent())) {
      return transactions.executeWrite(_ -> entries.stream().map(this::addUnlessOneWaits).toList());
    }
    if (entries.size() == 1 && transactions.findTransactionStatus().isEmpty()) {
      addAlone(entries.getFirst());
    } else {
      insert(entries);
    }
    return entries.stream().map(Entry::id).toList();
  }

  /** A job that the database refuses keeps back those that were added with it, but only once. */
  private void addAlone(Entry entry) {
    try {
      together.cross(entry);
    } catch (DataAccessException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      insert(List.of(entry));
    }
  }

  private static boolean isRefusal(DataAccessException e) {
    SQLStateClass sort = e.sqlStateClass();
    return sort == SQLStateClass.C22_DATA_EXCEPTION
        || sort == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION;
  }

  /**
   * The one that waits is kept from being claimed until the present transaction ends: it has to see
   * what this transaction did, or the new one would have been left out wrongly.
   */
  private JobId addUnlessOneWaits(Entry entry) {
    Optional<String> key = terms(entry).key();
    while (true) {
      Optional<JobId> waiting = key.flatMap(this::lockWaiting);
      if (waiting.isPresent()) {
        return waiting.get();
      }
      if (!insertOne(entry).isEmpty()) {
        return entry.id();
      }
      // Somebody else was quicker, and his has begun to run in the meantime: this one may wait.
    }
  }

  private Optional<JobId> lockWaiting(String key) {
    return database
        .select(JOBS_.ID)
        .from(JOBS_)
        .where(JOBS_.UNIQUE_KEY.eq(key), JOBS_.STATUS.eq(JobStatus.PENDING.name()))
        .orderBy(JOBS_.SEQ.desc())
        .limit(1)
        .forShare()
        .fetchOptional(row -> new JobId(row.value1()));
  }

  /** One statement needs no transaction of its own: to begin and end one is half of its cost. */
  private void insert(List<Entry> entries) {
    connections.executeWrite(
        _ -> entries.size() == 1 ? insertOne(entries.getFirst()) : insertMany(entries));
  }

  private Set<JobId> insertOne(Entry entry) {
    Terms terms = terms(entry);
    return Columns.ids(
        database.resultQuery(
            Statements.ADD_ONE,
            entry.id().value(),
            entry.job().kind(),
            owner(entry),
            entry.job().payload(),
            json.write(entry.job().scope().facts()),
            terms.priority(),
            terms.delay().toMillis(),
            terms.lane().orElse(null),
            terms.key().orElse(null),
            terms.retries(),
            entry.job().scope().count(),
            entry.actor()));
  }

  private Set<JobId> insertMany(List<Entry> entries) {
    return Columns.ids(
        database.resultQuery(
            Statements.ADD,
            Columns.of(entries, UUID[]::new, entry -> entry.id().value()),
            Columns.of(entries, String[]::new, entry -> entry.job().kind()),
            Columns.of(entries, UUID[]::new, Additions::owner),
            Columns.of(entries, String[]::new, entry -> entry.job().payload()),
            Columns.of(entries, String[]::new, entry -> json.write(entry.job().scope().facts())),
            Columns.of(entries, Integer[]::new, entry -> terms(entry).priority()),
            Columns.of(entries, Long[]::new, entry -> terms(entry).delay().toMillis()),
            Columns.of(entries, String[]::new, entry -> terms(entry).lane().orElse(null)),
            Columns.of(entries, String[]::new, entry -> terms(entry).key().orElse(null)),
            Columns.of(entries, Integer[]::new, entry -> terms(entry).retries()),
            Columns.of(entries, Integer[]::new, entry -> entry.job().scope().count()),
            Columns.of(entries, String[]::new, Entry::actor)));
  }

  private static Terms terms(Entry entry) {
    return entry.job().terms();
  }

  private static @Nullable UUID owner(Entry entry) {
    return entry.job().owner().map(UserId::value).orElse(null);
  }
}
