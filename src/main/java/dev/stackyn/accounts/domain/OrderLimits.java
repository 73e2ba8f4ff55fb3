package dev.stackyn.accounts.domain;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.RateLimiter;
import dev.stackyn.kernel.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** How often one administrator may order accounts with one click, on this platform. */
@Singleton
public class OrderLimits {
  static final int AT_ONCE = 10;
  static final Duration REFILL = Duration.ofSeconds(6);
  private static final int ADMINISTRATORS = 1_000;

  private final RateLimiter limiter;

  public OrderLimits(Clock clock) {
    limiter = new RateLimiter(AT_ONCE, REFILL, ADMINISTRATORS, clock);
  }

  public void count(Caller caller) {
    limiter
        .count(caller.actor())
        .ifPresent(wait -> {
          throw Refusal.later("Rate limit exceeded", wait);
        });
  }
}
