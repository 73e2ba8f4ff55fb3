package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.CodeStore;
import dev.stackyn.identity.ports.SessionStore;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Clears away what nobody can use any more: it has expired, and only takes up room. */
@Singleton
public class Attic {
  /** Somebody who wonders why he was signed out can still see it for a while. */
  private static final Duration KEPT = Duration.ofDays(7);

  private final SessionStore sessions;
  private final CodeStore codes;
  private final Clock clock;

  public Attic(SessionStore sessions, CodeStore codes, Clock clock) {
    this.sessions = sessions;
    this.codes = codes;
    this.clock = clock;
  }

  @Transactional
  public void clear() {
    Instant then = clock.instant().minus(KEPT);
    sessions.removeExpiredBefore(then);
    codes.removeMadeBefore(then);
  }
}
