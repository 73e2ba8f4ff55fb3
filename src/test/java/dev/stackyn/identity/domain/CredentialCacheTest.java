package dev.stackyn.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.Scope;
import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.ManualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CredentialCacheTest {
  private static final KnownCredential KNOWN =
      new KnownCredential(
          new Caller(
              new UserId(new UUID(1, 2)),
              new Email("a@example.com"),
              Role.USER,
              Set.of(Scope.READ),
              Optional.empty()),
          1);

  private final ManualClock clock = new ManualClock();
  private final CredentialCache cache = new CredentialCache(clock);
  private final AtomicInteger lookUps = new AtomicInteger();

  @Test
  void whatAnotherPlatformRevokesIsNoticedWithinASecond() {
    assertThat(CredentialCache.KEPT).isLessThan(Duration.ofSeconds(1));
    find();
    find();
    assertThat(lookUps).hasValue(1);

    clock.pass(CredentialCache.KEPT);

    find();
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void whatIsRevokedHereIsForgottenAtOnce() {
    find();
    cache.clear();
    find();

    assertThat(lookUps).hasValue(2);
  }

  @Test
  void whatIsRememberedIsAskedOfNobody() {
    assertThat(cache.remembered("key")).isEmpty();
    find();
    assertThat(cache.remembered("key")).contains(KNOWN);

    clock.pass(CredentialCache.KEPT);

    assertThat(cache.remembered("key")).isEmpty();
    assertThat(lookUps).hasValue(1);
  }

  @Test
  void onlySoManyAreRemembered() {
    find();
    for (int i = 0; i < CredentialCache.MOST; i++) {
      cache.find("other " + i, Optional::empty);
    }
    find();

    assertThat(lookUps).hasValue(2);
  }

  private void find() {
    assertThat(
            cache.find(
                "key",
                () -> {
                  lookUps.incrementAndGet();
                  return Optional.of(KNOWN);
                }))
        .hasValue(KNOWN);
  }
}
