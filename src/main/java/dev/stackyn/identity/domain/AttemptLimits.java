package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * How often somebody may try to come in as one account, from wherever. It is counted the same
 * whether there is such an account or not.
 */
@Singleton
public class AttemptLimits {
  static final int AT_ONCE = 10;
  static final Duration REFILL = Duration.ofSeconds(6);
  private static final int ACCOUNTS = 20_000;

  private final RateLimiter limiter;

  public AttemptLimits(Clock clock) {
    limiter = new RateLimiter(AT_ONCE, REFILL, ACCOUNTS, clock);
  }

  void count(Email email) {
    limiter
        .count(email.value())
        .ifPresent(wait -> {
          throw Refusal.later("Too many attempts. Try again in a moment.", wait);
        });
  }
}
