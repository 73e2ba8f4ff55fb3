package dev.stackyn.identity.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Lets each key do so much at once, and so much over time. Remembers a bounded number of keys: the
 * one that was quiet the longest is forgotten, and starts afresh.
 */
public final class RateLimiter {
  private final int burst;
  private final Duration refill;
  private final Clock clock;
  private final Map<String, Bucket> buckets;

  private record Bucket(double tokens, Instant at) {}

  /** One more every {@code refill}, up to {@code burst} saved up. */
  public RateLimiter(int burst, Duration refill, int keys, Clock clock) {
    this.burst = burst;
    this.refill = refill;
    this.clock = clock;
    this.buckets = new RecentlyUsed<>(keys);
  }

  /** Counts one, or tells how long to wait for it. */
  public synchronized Optional<Duration> count(String key) {
    Instant now = clock.instant();
    Bucket bucket = buckets.getOrDefault(key, new Bucket(burst, now));
    double gained =
        Math.max(0, Duration.between(bucket.at, now).toNanos()) / (double) refill.toNanos();
    double tokens = Math.min(burst, bucket.tokens + gained);
    if (tokens < 1) {
      buckets.put(key, new Bucket(tokens, now));
      return Optional.of(Duration.ofNanos((long) ((1 - tokens) * refill.toNanos())));
    }
    buckets.put(key, new Bucket(tokens - 1, now));
    return Optional.empty();
  }
}
