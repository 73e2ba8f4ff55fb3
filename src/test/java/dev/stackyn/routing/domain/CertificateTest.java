package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.SealedBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final CertifiedName NAME = new CertifiedName("shop.example.com");
  private static final AppId SHOP = new AppId(new UUID(1, 1));

  @Test
  void isRenewedWhenTwoThirdsOfItsLifeAreOver() {
    Certificate wanted = Certificate.wanted(NAME, NOW);
    SealedChain ninetyDays = chain(Duration.ofDays(90));

    assertThat(wanted.isDue(NOW)).isTrue();
    assertThat(wanted.stateAt(NOW)).isEqualTo(Certificate.State.PENDING);
    assertThat(wanted.issued(ninetyDays, 0).prospect().nextTry())
        .hasValue(NOW.plus(Duration.ofDays(60)));
    assertThat(wanted.issued(ninetyDays, 1).prospect().nextTry())
        .hasValue(NOW.plus(Duration.ofDays(51)));
    assertThat(wanted.issued(chain(Duration.ofDays(6)), 0).prospect().nextTry())
        .hasValue(NOW.plus(Duration.ofDays(4)));
  }

  @Test
  void waitsTwiceAsLongAfterEachFailureUpToHalfADay() {
    List<Long> minutes = new ArrayList<>();
    Certificate certificate = Certificate.wanted(NAME, NOW);
    for (int i = 0; i < 20; i++) {
      certificate = certificate.failed("no", NOW, Optional.empty());
      minutes.add(
          Duration.between(NOW, certificate.prospect().nextTry().orElseThrow()).toMinutes());
    }
    assertThat(minutes.subList(0, 9))
        .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 720L);
    assertThat(minutes.getLast()).isEqualTo(720);
    assertThat(certificate.stateAt(NOW)).isEqualTo(Certificate.State.FAILED);
    assertThat(certificate.issued(chain(Duration.ofDays(90)), 0).prospect().failures()).isZero();
  }

  @Test
  void waitsAsLongAsTheAuthorityWants() {
    Instant day = NOW.plus(Duration.ofDays(1));
    Certificate barred = Certificate.wanted(NAME, NOW).failed("no", NOW, Optional.of(day));
    Certificate soon = Certificate.wanted(NAME, NOW).failed("no", NOW, Optional.of(NOW));

    assertThat(barred.prospect().nextTry()).hasValue(day);
    assertThat(barred.isDue(day.minusSeconds(1))).isFalse();
    assertThat(barred.isDue(day)).isTrue();
    assertThat(soon.prospect().nextTry()).hasValue(NOW.plus(Duration.ofMinutes(5)));
  }

  @Test
  void whatFailsToBeRenewedIsGoodUntilItsEnd() {
    Certificate renewing =
        Certificate.wanted(NAME, NOW)
            .issued(chain(Duration.ofDays(3)), 0)
            .failed("no", NOW, Optional.empty());

    assertThat(renewing.stateAt(NOW)).isEqualTo(Certificate.State.ACTIVE);
    assertThat(renewing.stateAt(NOW.plus(Duration.ofDays(3)))).isEqualTo(Certificate.State.EXPIRED);
  }

  @Test
  void whatEndsSoonOrFailsIsTold() {
    Certificate wanted = Certificate.wanted(NAME, NOW);
    Certificate good = wanted.issued(chain(Duration.ofDays(90)), 0);
    Certificate failing = good.failed("no port", NOW, Optional.empty());
    Certificate uploaded = Certificate.uploaded(NAME.host(), SHOP, chain(Duration.ofDays(90)));
    Instant late = NOW.plus(Duration.ofDays(76));

    assertThat(wanted.troubleAt(NOW)).isEmpty();
    assertThat(good.troubleAt(NOW.plus(Duration.ofDays(74)))).isEmpty();
    assertThat(good.troubleAt(late).orElseThrow()).contains("has not been renewed");
    assertThat(uploaded.troubleAt(late).orElseThrow()).contains("bring another");
    assertThat(good.troubleAt(NOW.plus(Duration.ofDays(91))).orElseThrow()).contains("expired on");
    assertThat(failing.troubleAt(NOW).orElseThrow()).contains("renewed", "(1 times): no port");
    assertThat(wanted.failed("no", NOW, Optional.empty()).troubleAt(NOW).orElseThrow())
        .contains("could not be ordered");
  }

  @Test
  void nobodyOrdersAnotherForWhatWasUploaded() {
    SealedChain chain = chain(Duration.ofDays(90));
    Certificate uploaded = Certificate.uploaded(NAME.host(), SHOP, chain);

    assertThat(uploaded.prospect().nextTry()).isEmpty();
    assertThat(uploaded.isDue(NOW.plus(Duration.ofDays(900)))).isFalse();
    assertThatThrownBy(() ->
            new Certificate(
                NAME,
                Optional.of(SHOP),
                Optional.of(chain),
                new Certificate.Prospect(0, "", Optional.of(NOW), Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWildcardCoversWhatIsRightBelowItsHost() {
    CertifiedName wildcard = CertifiedName.below(new Host("example.com"));

    assertThat(wildcard.value()).isEqualTo("*.example.com");
    assertThat(wildcard.isWildcard()).isTrue();
    assertThat(wildcard.host()).isEqualTo(new Host("example.com"));
    assertThat(wildcard.covers(NAME.host())).isTrue();
    assertThat(wildcard.covers(new Host("example.com"))).isFalse();
    assertThat(wildcard.covers(new Host("a.shop.example.com"))).isFalse();
    assertThat(NAME.covers(NAME.host())).isTrue();
    assertThat(CertifiedName.above(new Host("localhost"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*.", "*", "*.*.example.com", "Shop.example.com", "a b", "x.example.com."})
  void whatIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> new CertifiedName(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatSomebodyUploadedGoesWithHisHost() {
    Wanted wanted = new Wanted(Set.of(NAME), Set.of(NAME), Map.of(NAME.host(), SHOP));
    AppId other = new AppId(new UUID(1, 2));

    assertThat(wanted.bears(NAME, SHOP)).isTrue();
    assertThat(wanted.bears(NAME, other)).isFalse();
    assertThat(wanted.bears(NAME, null)).isTrue();
    assertThat(wanted.bears(new CertifiedName("gone.example.com"), SHOP)).isFalse();
    assertThat(wanted.bears(new CertifiedName("gone.example.com"), null)).isFalse();
  }

  private static SealedChain chain(Duration life) {
    return new SealedChain("chain", SealedBytes.of(new byte[] {1}), NOW, NOW.plus(life));
  }
}
