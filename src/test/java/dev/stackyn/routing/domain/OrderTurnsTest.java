package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.routing.ports.InMemoryCertificateStore;
import dev.stackyn.routing.ports.InMemoryOrderLedger;
import dev.stackyn.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderTurnsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final CertifiedName NAME = new CertifiedName("shop.example.com");

  private final ManualClock clock = new ManualClock();
  private final InMemoryCertificateStore store = new InMemoryCertificateStore();
  private final OrderTurns turns =
      new OrderTurns(
          store,
          new InMemoryOrderLedger(),
          CertificateRulesTest.rules(Map.of("STACKYN_ACME_ORDERS_PER_HOUR", "6")),
          clock);

  @Test
  void aTurnIsForWhatIsDue() {
    assertThat(turns.take(NAME)).isEmpty();
    put(Certificate.wanted(NAME, clock.instant().plusSeconds(1)));
    assertThat(turns.take(NAME)).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(turns.take(NAME)).hasValue(new OrderTurns.Turn(NAME, ProofKind.HTTP));
  }

  @Test
  void oneNameHasFourTurnsAnHour() {
    put(Certificate.wanted(NAME, clock.instant()));
    Instant first = clock.instant();
    for (int i = 0; i < 4; i++) {
      assertThat(turns.take(NAME)).isPresent();
      clock.pass(Duration.ofMinutes(1));
    }
    assertThat(turns.take(NAME)).isEmpty();
    assertThat(prospect(NAME).nextTry()).hasValue(first.plus(HOUR));
    assertThat(prospect(NAME).failures()).isZero();

    clock.pass(Duration.ofMinutes(56));
    assertThat(turns.take(NAME)).isPresent();
    assertThat(turns.take(NAME)).isEmpty();
  }

  @Test
  void allNamesTogetherHaveAsManyAsTheSettingsSay() {
    for (int i = 0; i < 7; i++) {
      put(Certificate.wanted(name(i), clock.instant()));
    }
    for (int i = 0; i < 6; i++) {
      assertThat(turns.take(name(i))).isPresent();
    }
    assertThat(turns.take(name(6))).isEmpty();
    assertThat(prospect(name(6)).nextTry()).hasValue(clock.instant().plus(HOUR));
    clock.pass(HOUR);
    assertThat(turns.take(name(6))).isPresent();
  }

  @Test
  void whoIsInAHurryWaitsForTheAuthorityAllTheSame() {
    Instant barred = clock.instant().plus(Duration.ofMinutes(30));
    put(
        Certificate.wanted(NAME, clock.instant())
            .failed("too many", clock.instant(), Optional.of(barred)));

    assertThatThrownBy(() -> turns.hurry(NAME))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.retryAfter()).hasValue(Duration.ofMinutes(30)));
    clock.pass(Duration.ofMinutes(30));
    assertThat(turns.hurry(NAME)).isPresent();
    assertThat(turns.take(NAME)).isPresent();
  }

  @Test
  void whoIsInAHurryHasNoMoreTurnsThanOthers() {
    put(Certificate.wanted(NAME, clock.instant()));
    for (int i = 0; i < 4; i++) {
      assertThat(turns.hurry(NAME)).isPresent();
      assertThat(turns.take(NAME)).isPresent();
    }
    assertThatThrownBy(() -> turns.hurry(NAME)).isInstanceOf(Refusal.class);
  }

  @Test
  void whatWasUploadedIsNotOrdered() {
    put(
        Certificate.uploaded(
            NAME.host(),
            new AppId(new UUID(1, 1)),
            new SealedChain(
                "chain",
                SealedBytes.of(new byte[1]),
                clock.instant(),
                clock.instant().plus(HOUR))));

    assertThat(turns.take(NAME)).isEmpty();
    assertThat(turns.hurry(NAME)).isEmpty();
  }

  private Certificate.Prospect prospect(CertifiedName name) {
    return store.find(List.of(name)).getFirst().prospect();
  }

  private void put(Certificate certificate) {
    store.put(certificate, store.nextRevision());
  }

  private static CertifiedName name(int number) {
    return new CertifiedName("host-" + number + ".example.com");
  }
}
