package dev.stackyn.routing.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.routing.domain.Certificate;
import dev.stackyn.routing.domain.Certificate.Prospect;
import dev.stackyn.routing.domain.CertificateFigures;
import dev.stackyn.routing.domain.CertifiedName;
import dev.stackyn.routing.domain.SealedChain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of certificates does. */
public abstract class CertificateStoreContract {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final AppId SHOP = new AppId(new UUID(1, 1));
  private static final CertifiedName ONE = new CertifiedName("one.example.com");
  private static final CertifiedName TWO = new CertifiedName("two.example.com");
  private static final CertifiedName ALL = new CertifiedName("*.example.com");
  private static final SealedChain CHAIN =
      new SealedChain("a chain", SealedBytes.of(new byte[] {1, 2}), NOW, NOW.plusSeconds(60));

  protected abstract CertificateStore store();

  @Test
  void givesBackWhatWasPut() {
    Certificate wanted = ordered(ONE, Optional.empty(), Optional.of(NOW));
    Certificate held = ordered(ALL, Optional.of(CHAIN), Optional.empty());
    Certificate uploaded =
        new Certificate(
            TWO,
            Optional.of(SHOP),
            Optional.of(CHAIN),
            new Prospect(0, "uploaded", Optional.empty(), Optional.empty()));
    List.of(wanted, held, uploaded).forEach(one -> store().put(one, store().nextRevision()));

    assertThat(store().find(List.of(ONE, ALL, TWO, new CertifiedName("x.example.com"))))
        .containsExactlyInAnyOrder(wanted, held, uploaded);
    assertThat(store().find(List.of())).isEmpty();
    assertThat(store().uploads()).containsOnlyKeys(TWO).containsValue(SHOP);
  }

  @Test
  void replacesAsAWholeAndTellsSinceWhen() {
    long before = store().revision();
    long first = store().nextRevision();
    store().put(ordered(ONE, Optional.of(CHAIN), Optional.empty()), first);
    store().put(ordered(TWO, Optional.empty(), Optional.empty()), first);
    long second = store().nextRevision();
    Certificate again =
        new Certificate(
            ONE,
            Optional.empty(),
            Optional.empty(),
            new Prospect(3, "no", Optional.of(NOW), Optional.of(NOW.plusSeconds(5))));
    store().put(again, second);

    assertThat(List.of(first, second)).containsExactly(before + 1, before + 2);
    assertThat(store().revision()).isEqualTo(second);
    assertThat(store().versions()).containsEntry(ONE, second).containsEntry(TWO, first).hasSize(2);
    assertThat(store().find(List.of(ONE))).containsExactly(again);
    store().remove(ONE);
    store().remove(ONE);
    assertThat(store().versions()).containsOnlyKeys(TWO);
  }

  @Test
  void givesWhatIsDueTheLongestDueFirst() {
    long revision = store().nextRevision();
    store().put(ordered(ONE, Optional.empty(), Optional.of(NOW)), revision);
    store().put(ordered(TWO, Optional.empty(), Optional.of(NOW.minusSeconds(1))), revision);
    store().put(ordered(ALL, Optional.empty(), Optional.of(NOW.plusSeconds(1))), revision);
    store().put(ordered(new CertifiedName("x.y"), Optional.of(CHAIN), Optional.empty()), revision);

    assertThat(store().due(NOW, 10)).containsExactly(TWO, ONE);
    assertThat(store().due(NOW, 1)).containsExactly(TWO);
  }

  @Test
  void countsAndTellsWhatIsDoubtful() {
    assertThat(store().figures()).isEqualTo(new CertificateFigures(0, 0, Optional.empty()));
    long revision = store().nextRevision();
    Certificate failing =
        new Certificate(
            ONE,
            Optional.empty(),
            Optional.empty(),
            new Prospect(3, "no", Optional.of(NOW), Optional.empty()));
    Certificate held = ordered(TWO, Optional.of(CHAIN), Optional.empty());
    List.of(failing, held, ordered(ALL, Optional.empty(), Optional.of(NOW)))
        .forEach(one -> store().put(one, revision));

    assertThat(store().figures())
        .isEqualTo(new CertificateFigures(1, 1, Optional.of(CHAIN.notAfter())));
    assertThat(store().doubtful(CHAIN.notAfter(), 10)).containsExactly(failing);
    assertThat(store().doubtful(CHAIN.notAfter().plusSeconds(1), 10))
        .containsExactly(held, failing);
    assertThat(store().doubtful(CHAIN.notAfter().plusSeconds(1), 1)).containsExactly(held);
  }

  private static Certificate ordered(
      CertifiedName name, Optional<SealedChain> held, Optional<Instant> nextTry) {
    return new Certificate(
        name, Optional.empty(), held, new Prospect(0, "because", nextTry, Optional.empty()));
  }
}
