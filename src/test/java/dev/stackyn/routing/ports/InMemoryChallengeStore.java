package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.Challenge;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Challenges in a map. */
public final class InMemoryChallengeStore implements ChallengeStore {
  private final Map<Challenge, Instant> challenges = new HashMap<>();

  @Override
  public void add(Challenge challenge, Instant now) {
    challenges.putIfAbsent(challenge, now);
  }

  @Override
  public void remove(Challenge challenge) {
    challenges.remove(challenge);
  }

  @Override
  public boolean removeOlderThan(Instant moment) {
    return challenges.values().removeIf(made -> made.isBefore(moment));
  }

  @Override
  public List<Challenge> all() {
    return List.copyOf(challenges.keySet());
  }
}
