package dev.stackyn.routing.domain;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of an app's requests at one backend, and knows what was counted at the one
 * before. On every request's way: it never waits.
 */
final class Count {
  private static final int LEAST_ERROR = 500;

  private final Backend backend;
  private final long revision;
  private final LongAdder requests = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);
  private final long beganNanos = System.nanoTime();
  private volatile @Nullable Former former;
  private volatile boolean visited;

  /** The backend before, and what had been counted there when this one took over. */
  private record Former(Count count, Tally then) {}

  private Count(Backend backend, long revision, @Nullable Former former) {
    this.backend = backend;
    this.revision = revision;
    this.former = former;
  }

  static Count first(Backend backend, long revision) {
    return new Count(backend, revision, null);
  }

  /** The next backend's. Of those before this one nothing is known any more. */
  Count next(Backend another, long atRevision) {
    Count next = new Count(another, atRevision, new Former(this, tally()));
    former = null;
    longestNanos.reset();
    return next;
  }

  boolean isOf(Backend asked) {
    return backend.equals(asked);
  }

  boolean isOlderThan(long other) {
    return revision < other;
  }

  Backend backend() {
    return backend;
  }

  /** The one of the backend before; this one where there is none. */
  Count before() {
    Former known = former;
    return known == null ? this : known.count;
  }

  void visit() {
    if (!visited) {
      visited = true;
    }
  }

  /** Whether anybody came since it was last asked. */
  boolean takeVisited() {
    boolean came = visited;
    visited = false;
    return came;
  }

  void answered(int status, long waitedNanos) {
    requests.increment();
    if (status >= LEAST_ERROR) {
      errors.increment();
    }
    longestNanos.accumulate(waitedNanos);
  }

  void unanswered(long waitedNanos) {
    requests.increment();
    failed.increment();
    longestNanos.accumulate(waitedNanos);
  }

  /** One that was counted as answered has come to nothing after all. */
  void brokeOff() {
    failed.increment();
  }

  /** Whether it took over from another within the time. */
  boolean tookOverWithin(long nanos) {
    return former != null && System.nanoTime() - beganNanos < nanos;
  }

  Turnover turnover() {
    Former known = former;
    return known == null
        ? new Turnover(tally(), Tally.NONE, Tally.NONE)
        : new Turnover(tally(), known.count.tally().since(known.then), known.then);
  }

  private Tally tally() {
    return new Tally(
        requests.sum(),
        failed.sum(),
        errors.sum(),
        TimeUnit.NANOSECONDS.toMillis(longestNanos.get()));
  }
}
