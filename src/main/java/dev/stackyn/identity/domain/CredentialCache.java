package dev.stackyn.identity.domain;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a credential a moment ago. The moment is short enough that what another
 * node revokes is refused here within a second; what this node revokes is forgotten at once.
 */
@Singleton
public class CredentialCache {
  static final Duration KEPT = Duration.ofMillis(500);
  static final int MOST = 10_000;

  private final Clock clock;
  private final Map<String, Remembered> entries = new RecentlyUsed<>(MOST);

  private record Remembered(Optional<KnownCredential> found, Instant until) {}

  public CredentialCache(Clock clock) {
    this.clock = clock;
  }

  /** What is behind the key, looked up at most twice a second. */
  public Optional<KnownCredential> find(String key, Supplier<Optional<KnownCredential>> lookUp) {
    Instant now = clock.instant();
    Remembered entry = entry(key);
    if (entry != null && now.isBefore(entry.until)) {
      return entry.found;
    }
    Optional<KnownCredential> found = lookUp.get();
    synchronized (entries) {
      entries.put(key, new Remembered(found, now.plus(KEPT)));
    }
    return found;
  }

  /** Who was behind the key a moment ago; nothing also when nobody has looked. */
  public Optional<KnownCredential> remembered(String key) {
    return Optional.ofNullable(entry(key))
        .filter(entry -> clock.instant().isBefore(entry.until))
        .flatMap(Remembered::found);
  }

  public void clear() {
    synchronized (entries) {
      entries.clear();
    }
  }

  private @Nullable Remembered entry(String key) {
    synchronized (entries) {
      return entries.get(key);
    }
  }
}
