package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.Challenge;
import java.time.Instant;
import java.util.List;

/** What routers answer to authorities. Each call is within a transaction. */
public interface ChallengeStore {
  /** One that is there already stays as it is. */
  void add(Challenge challenge, Instant now);

  /** What is not there is not missed. */
  void remove(Challenge challenge);

  /** Those that somebody has left behind. Tells whether there were any. */
  boolean removeOlderThan(Instant moment);

  List<Challenge> all();
}
