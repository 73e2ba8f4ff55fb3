package dev.stackyn.platform.domain;

import dev.stackyn.platform.ports.RowMarks;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are asked for again and again, kept together with the marks of the rows they were
 * read from. Each time the marks are asked for anew, and an answer is given again only if they are
 * the same: it is what reading the rows once more would have come to.
 *
 * <p>Marks are taken before the rows are read. What changes in between makes the answer newer than
 * its marks, and the next look finds them changed.
 */
@Singleton
public class KeptAnswers {
  private static final int MOST_BYTES = 16 << 20;

  /** One long log does not drive out everything else. */
  private static final int SHARE_OF_ONE = 16;

  private static final int ENTRY_BYTES = 300;
  private static final int ROW_SET_BYTES = 100;

  private final RowMarks marks;
  private final Clock clock;
  private final long mostBytes;
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  @Inject
  public KeptAnswers(RowMarks marks, Clock clock) {
    this(marks, clock, MOST_BYTES);
  }

  KeptAnswers(RowMarks marks, Clock clock, long mostBytes) {
    this.marks = marks;
    this.clock = clock;
    this.mostBytes = mostBytes;
  }

  /**
   * What was read: the answer, which rows it was read from, and when it stops being true without
   * any of them changing.
   */
  public record Reading(WireAnswer answer, List<RowSet> rows, Optional<Instant> until) {
    public Reading {
      Objects.requireNonNull(answer, "answer");
      rows = List.copyOf(rows);
      Objects.requireNonNull(until, "until");
    }

    public Reading(WireAnswer answer, List<RowSet> rows) {
      this(answer, rows, Optional.empty());
    }

    /** One that has more to it than rows, and is not kept. */
    public static Reading passing(WireAnswer answer) {
      return new Reading(answer, List.of());
    }

    public boolean isPassing() {
      return rows.isEmpty();
    }
  }

  /** The answer is missing until it has been asked for twice: most are asked for once. */
  private record Entry(List<RowSet> rows, List<String> marks, @Nullable Reading reading) {
    boolean is(List<String> now, Instant moment) {
      return reading != null
          && marks.equals(now)
          && reading.until().filter(until -> !moment.isBefore(until)).isEmpty();
    }

    long bytes(String key) {
      long texts = key.length() + marks.stream().mapToLong(String::length).sum();
      long body = reading == null ? 0 : reading.answer().body().length;
      return ENTRY_BYTES + texts + body + (long) ROW_SET_BYTES * rows.size();
    }
  }

  /** Looks, now, for the answer that the key names. */
  public Look look(String key) {
    Entry entry = entry(key);
    return entry == null
        ? new Look(key, null, List.of())
        : new Look(key, entry, marks.of(entry.rows));
  }

  /** What there was when somebody looked; if that was nothing, he reads, and may have it kept. */
  public final class Look {
    private final String key;
    private final @Nullable Entry entry;
    private final List<String> now;

    private Look(String key, @Nullable Entry entry, List<String> now) {
      this.key = key;
      this.entry = entry;
      this.now = now;
    }

    public Optional<WireAnswer> answer() {
      return Optional.ofNullable(entry)
          .filter(found -> found.is(now, clock.instant()))
          .map(Entry::reading)
          .map(Reading::answer);
    }

    /** Whether what is read now may be given to others later. */
    public boolean isForOthers() {
      return entry != null;
    }

    /** To be called with what was read after the look. */
    public WireAnswer keep(Reading reading) {
      put(
          key,
          entry != null && entry.rows.equals(reading.rows())
              ? new Entry(reading.rows(), now, reading)
              : new Entry(reading.rows(), List.of(), null));
      return reading.answer();
    }
  }

  private @Nullable Entry entry(String key) {
    synchronized (entries) {
      return entries.get(key);
    }
  }

  private void put(String key, Entry entry) {
    synchronized (entries) {
      forget(key, entries.remove(key));
      if (entry.rows.isEmpty() || entry.bytes(key) > mostBytes / SHARE_OF_ONE) {
        return;
      }
      entries.put(key, entry);
      bytes += entry.bytes(key);
      while (bytes > mostBytes) {
        Map.Entry<String, Entry> eldest =
            Objects.requireNonNull(entries.pollFirstEntry(), "nothing is kept, and it is too much");
        forget(eldest.getKey(), eldest.getValue());
      }
    }
  }

  private void forget(String key, @Nullable Entry gone) {
    if (gone != null) {
      bytes -= gone.bytes(key);
    }
  }

  /** How much all of it takes, roughly. */
  long bytes() {
    synchronized (entries) {
      return bytes;
    }
  }
}
