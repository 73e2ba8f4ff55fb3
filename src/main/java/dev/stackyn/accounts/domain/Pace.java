package dev.stackyn.accounts.domain;

import dev.stackyn.accounts.domain.ProvisioningSettings.Limits;
import dev.stackyn.platform.domain.DatabaseArrival;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The settings for those who ask often: as they were a second ago at most. Before the database has
 * arrived, and while it is away, the last ones known hold.
 */
@Singleton
public class Pace implements DatabaseArrival {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final ProvisioningRules rules;
  private final Clock clock;
  private final AtomicReference<Known> known =
      new AtomicReference<>(new Known(Limits.DEFAULT, Instant.MAX));

  /** The time that one account may take. */
  public final class Turn {
    private final Duration limit;
    private final Instant begin = clock.instant();

    private Turn(Duration limit) {
      this.limit = limit;
    }

    Duration limit() {
      return limit;
    }

    /** To be asked before what was done is kept. */
    void requireInTime() {
      if (clock.instant().isAfter(begin.plus(limit))) {
        throw new IllegalStateException("an account took longer than " + limit.toSeconds() + " s");
      }
    }
  }

  private record Known(Limits limits, Instant staleAt) {}

  public Pace(ProvisioningRules rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public void databaseArrived() {
    known.set(new Known(rules.get().limits(), clock.instant().plus(FRESH)));
  }

  /** Begins now. */
  Turn turn() {
    return new Turn(limits().timeout());
  }

  public Limits limits() {
    Known last = known.get();
    Instant now = clock.instant();
    // Of many who come at once, one asks; the others take what is known.
    boolean mine =
        !now.isBefore(last.staleAt)
            && known.compareAndSet(last, new Known(last.limits, now.plus(FRESH)));
    return mine ? asked(last.limits) : last.limits;
  }

  private Limits asked(Limits last) {
    try {
      Limits limits = rules.get().limits();
      known.updateAndGet(present -> new Known(limits, present.staleAt));
      return limits;
    } catch (RuntimeException e) {
      // Who asks here works on the queue, and finds out himself that there is no database.
      return last;
    }
  }
}
