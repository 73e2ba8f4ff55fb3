package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.SessionStore;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Begins sessions, and gives them what they are proved with. */
@Singleton
public class Grants {
  static final Duration SESSION = Duration.ofDays(30);

  private final SessionStore store;
  private final TokenMint mint;
  private final Clock clock;

  public Grants(SessionStore store, TokenMint mint, Clock clock) {
    this.store = store;
    this.mint = mint;
    this.clock = clock;
  }

  /** Begins a session for a user who has proved to be himself. */
  @Transactional
  public Grant begin(User user, Visitor visitor) {
    Instant now = clock.instant();
    Session session =
        new Session(
            new SessionId(mint.nextId()),
            user.id(),
            user.standing().tokenVersion(),
            visitor,
            new Session.Life(now, now, now.plus(SESSION)));
    store.add(session);
    return grant(user, session.id());
  }

  /** New tokens for a session that goes on. */
  Grant grant(User user, SessionId session) {
    Instant now = clock.instant();
    Secret refresh = mint.random();
    store.addRefresh(
        new RefreshToken(Hash.ofLong(refresh), session, now.plus(SESSION), Optional.empty()));
    return mint.grant(user, session, refresh, now);
  }
}
