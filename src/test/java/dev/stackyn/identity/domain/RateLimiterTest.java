package dev.stackyn.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final ManualClock clock = new ManualClock();
  private final RateLimiter limiter = new RateLimiter(2, Duration.ofSeconds(10), 3, clock);

  @Test
  void aFewAtOnceAreLetThroughAndTheNextIsToldHowLongToWait() {
    assertThat(limiter.count("a")).isEmpty();
    assertThat(limiter.count("a")).isEmpty();
    assertThat(limiter.count("a")).hasValue(Duration.ofSeconds(10));

    clock.pass(Duration.ofSeconds(4));
    assertThat(limiter.count("a")).hasValue(Duration.ofSeconds(6));

    clock.pass(Duration.ofSeconds(6));
    assertThat(limiter.count("a")).isEmpty();
    assertThat(limiter.count("a")).isPresent();
  }

  @Test
  void noMoreThanTheBurstIsSavedUp() {
    clock.pass(Duration.ofDays(1));

    assertThat(limiter.count("a")).isEmpty();
    assertThat(limiter.count("a")).isEmpty();
    assertThat(limiter.count("a")).isPresent();
  }

  @Test
  void eachKeyCountsForItself() {
    limiter.count("a");
    limiter.count("a");

    assertThat(limiter.count("b")).isEmpty();
  }

  @Test
  void onlySoManyKeysAreRemembered() {
    limiter.count("a");
    limiter.count("a");
    limiter.count("b");
    limiter.count("c");
    limiter.count("d");

    assertThat(limiter.count("a")).isEmpty();
  }

  @Test
  void aClockThatGoesBackLetsNobodyThroughTwice() {
    limiter.count("a");
    limiter.count("a");
    clock.pass(Duration.ofMinutes(-1));

    assertThat(limiter.count("a")).isPresent();
  }
}
