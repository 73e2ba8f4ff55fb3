package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.RoutingSettings;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.Vault;
import dev.stackyn.routing.adapters.certificates.TestCertificates;
import dev.stackyn.routing.ports.CertificateMaker;
import dev.stackyn.routing.ports.InMemoryCertificateStore;
import dev.stackyn.routing.ports.InMemoryChallengeStore;
import dev.stackyn.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CertificateBookTest {
  private static final AppId SHOP = new AppId(new UUID(1, 1));
  private static final AppId OTHER = new AppId(new UUID(1, 2));
  private static final Host HOST = new Host("shop.example.com");
  private static final CertifiedName NAME = CertifiedName.of(HOST);
  private static final Wanted NOTHING = new Wanted(Set.of(), Set.of(), Map.of());

  private final ManualClock clock = new ManualClock();
  private final CertificateMaker maker = TestCertificates.maker(clock);
  private final InMemoryCertificateStore store = new InMemoryCertificateStore();
  private final Half vault = new Half();
  private final CertificateBook book =
      new CertificateBook(store, new InMemoryChallengeStore(), vault, clock);
  private final LiveCertificates live =
      new LiveCertificates(() -> book, maker, new RoutingSettings("example.com", 0));

  @Test
  void whatIsSealedIsOpenedAsItWas() {
    KeyedChain chain = made("shop.example.com");
    KeyedChain two =
        new KeyedChain(List.of(chain.leaf(), made("x.example.com").leaf()), chain.key());
    SealedChain sealed = book.sealed(two);

    assertThat(book.opened(sealed)).isEqualTo(two);
    assertThat(sealed.chain()).contains("-----BEGIN CERTIFICATE-----\n").doesNotContain("PRIVATE");
    assertThat(two.toString()).doesNotContain("PrivateKey");
  }

  @Test
  void settlesOnceAndThenHasNothingToDo() {
    Wanted wanted = new Wanted(Set.of(NAME), Set.of(), Map.of(HOST, SHOP));

    assertThat(book.settle(wanted)).isTrue();
    assertThat(book.due(10)).containsExactly(NAME);
    long revision = book.revision();
    assertThat(book.settle(wanted)).isFalse();
    assertThat(book.revision()).isEqualTo(revision);
    assertThat(book.settle(NOTHING)).isTrue();
    assertThat(book.versions()).isEmpty();
  }

  @Test
  void anUploadStaysForAsLongAsTheHostIsTheApps() {
    book.upload(SHOP, HOST, made("shop.example.com"));

    assertThat(book.settle(new Wanted(Set.of(NAME), Set.of(), Map.of(HOST, SHOP)))).isFalse();
    assertThat(book.forgetUpload(OTHER, HOST)).isFalse();
    assertThat(book.settle(new Wanted(Set.of(NAME), Set.of(), Map.of(HOST, OTHER)))).isTrue();
    assertThat(book.find(NAME)).isEmpty();
  }

  @Test
  void aLateOrderDoesNotReplaceAnUpload() {
    Certificate uploaded = book.upload(SHOP, HOST, made("shop.example.com"));

    assertThat(book.change(NAME, known -> known.failed("late", clock.instant(), Optional.empty())))
        .isEmpty();
    assertThat(book.find(NAME)).hasValue(uploaded);
    assertThat(book.change(new CertifiedName("gone.example.com"), known -> known)).isEmpty();
  }

  @Test
  void whatNobodyTookDownIsTakenDownAfterAnHour() {
    book.post(new Challenge(HOST, Challenge.Kind.HTTP, "token", "token.answer"));
    live.catchUp();
    assertThat(live.page(HOST, "token")).hasValue("token.answer");
    clock.pass(Duration.ofMinutes(61));
    book.settle(NOTHING);
    live.catchUp();
    assertThat(live.page(HOST, "token")).isEmpty();
  }

  @Test
  void oneThatCannotBeOpenedIsMissingAloneAndNamed() {
    KeyedChain good = made("good.example.com");
    book.upload(SHOP, HOST, made("shop.example.com"));
    book.upload(SHOP, new Host("good.example.com"), good);
    vault.lost = book.find(NAME).flatMap(Certificate::held).map(SealedChain::key).orElseThrow();

    assertThat(live.catchUp())
        .containsExactly("the certificate of shop.example.com: the key 7 is not there");
    assertThat(live.find(HOST)).isEmpty();
    assertThat(live.find(new Host("good.example.com"))).hasValue(good);
    assertThat(live.catchUp()).isEmpty();
  }

  private KeyedChain made(String name) {
    return maker.selfSigned(List.of(name));
  }

  /** Opens everything but what is lost. */
  private static final class Half implements Vault {
    private SealedBytes lost = SealedBytes.of(new byte[0]);

    @Override
    public SealedBytes seal(byte[] plain) {
      return SealedBytes.of(plain);
    }

    @Override
    public byte[] open(SealedBytes sealed) {
      if (sealed.equals(lost)) {
        throw new Unopenable("the key 7 is not there");
      }
      return sealed.bytes();
    }

    @Override
    public String keyOf(SealedBytes sealed) {
      return "7";
    }

    @Override
    public byte[] fingerprint(String purpose, String text) {
      throw new UnsupportedOperationException();
    }
  }
}
