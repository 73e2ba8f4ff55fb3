package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.IdentitySettings;
import dev.stackyn.identity.domain.IdentitySettings.RateSettings;
import dev.stackyn.identity.domain.RateLimiter;
import dev.stackyn.kernel.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** How much one address and one caller may ask of this node. */
@Singleton
final class RequestLimits {
  private static final int KEYS = 20_000;
  private static final int SAVED_SECONDS = 4;

  private final RateLimiter signIns;
  private final RateLimiter strangers;
  private final RateLimiter callers;

  RequestLimits(IdentitySettings settings, Clock clock) {
    RateSettings rates = settings.rates();
    Duration minute = Duration.ofMinutes(1);
    signIns =
        new RateLimiter(
            rates.signInsPerMinute(), minute.dividedBy(rates.signInsPerMinute()), KEYS, clock);
    strangers = perSecond(rates.requestsPerSecond(), clock);
    callers = perSecond(rates.requestsPerSecond(), clock);
  }

  void countSignIn(String address) {
    count(signIns, address);
  }

  /** Somebody who shows no credential, or a bad one, where one is needed. */
  void countStranger(String address) {
    count(strangers, address);
  }

  void count(Caller caller) {
    count(callers, caller.session().map(Object::toString).orElseGet(() -> caller.id().toString()));
  }

  private static void count(RateLimiter limiter, String key) {
    limiter
        .count(key)
        .ifPresent(wait -> {
          throw Refusal.later("Too many requests. Try again in a moment.", wait);
        });
  }

  private static RateLimiter perSecond(int rate, Clock clock) {
    return new RateLimiter(
        SAVED_SECONDS * rate, Duration.ofSeconds(1).dividedBy(rate), KEYS, clock);
  }
}
