package dev.stackyn.jobs.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What was found out a moment ago, for what is asked often and found out slowly. */
final class Remembered<K, V> {
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int MOST = 1_000;

  private final Clock clock;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

  private record Entry<V>(V value, Instant until) {}

  Remembered(Clock clock) {
    this.clock = clock;
  }

  /** One asks and the others wait for his answer: they would all find out the same. */
  synchronized V get(K key, Supplier<V> find) {
    Instant now = clock.instant();
    Entry<V> known = entries.get(key);
    if (known != null && now.isBefore(known.until)) {
      return known.value;
    }
    V found = find.get();
    entries.remove(key);
    entries.put(key, new Entry<>(found, clock.instant().plus(KEPT)));
    if (entries.size() > MOST) {
      entries.remove(entries.keySet().iterator().next());
    }
    return found;
  }
}
