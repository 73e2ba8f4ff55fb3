package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.RoutingSettings;
import dev.stackyn.platform.domain.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CertificateRulesTest {
  private static final AppId SHOP = new AppId(new UUID(1, 1));
  private static final Host BELOW = new Host("shop.apps.example.com");
  private static final Host DEEPER = new Host("a.shop.apps.example.com");
  private static final Host OWN = new Host("shop.example.org");
  private static final Host LOCAL = new Host("shop.localhost");
  private static final CertifiedName API = new CertifiedName("api.apps.example.com");
  private static final CertifiedName WILDCARD = new CertifiedName("*.apps.example.com");
  private static final Map<Host, AppId> HOSTS =
      Map.of(BELOW, SHOP, DEEPER, SHOP, OWN, SHOP, LOCAL, SHOP, new Host("intranet"), SHOP);

  @Test
  void everyHostThatTheWorldKnowsIsWantedAndThePlatformsOwn() {
    assertThat(rules(Map.of()).wanted(HOSTS, Set.of()).names())
        .containsExactlyInAnyOrder(
            API, CertifiedName.of(BELOW), CertifiedName.of(DEEPER), CertifiedName.of(OWN));
  }

  @Test
  void withAccessToDnsOneIsEnoughForAllThatIsRightBelowTheDomain() {
    CertificateRules rules = rules(Map.of("STACKYN_CLOUDFLARE_TOKEN", "t"));
    Wanted before = rules.wanted(HOSTS, Set.of());
    Wanted after = rules.wanted(HOSTS, Set.of(WILDCARD));

    assertThat(before.names())
        .containsExactlyInAnyOrder(WILDCARD, CertifiedName.of(DEEPER), CertifiedName.of(OWN));
    assertThat(before.bears(CertifiedName.of(BELOW), null)).isTrue();
    assertThat(after.names()).isEqualTo(before.names());
    assertThat(after.bears(CertifiedName.of(BELOW), null)).isFalse();
    assertThat(after.bears(CertifiedName.of(OWN), null)).isTrue();
  }

  @Test
  void nothingIsWantedWithoutConsentAndWhatIsThereMayStay() {
    Wanted wanted = rules(Map.of("STACKYN_ACME_TERMS_AGREED", "false")).wanted(HOSTS, Set.of());

    assertThat(wanted.names()).isEmpty();
    assertThat(wanted.bears(CertifiedName.of(OWN), null)).isTrue();
  }

  @Test
  void whyNothingIsOrderedIsSaid() {
    assertThat(rules(Map.of()).whyNot(OWN)).isEmpty();
    assertThat(rules(Map.of()).whyNot(LOCAL).orElseThrow()).contains("No authority knows");
    assertThat(rules(Map.of("STACKYN_HTTPS_PORT", "")).whyNot(OWN).orElseThrow())
        .contains("serves no TLS");
    assertThat(rules(Map.of("STACKYN_ACME_TERMS_AGREED", "")).whyNot(OWN).orElseThrow())
        .contains("STACKYN_ACME_TERMS_AGREED");
  }

  @Test
  void theApiHasACertificateOnlyWhereItIsReached() {
    assertThat(rules(Map.of()).wanted(HOSTS, Set.of()).names()).contains(API);
    assertThat(rules(Map.of("STACKYN_ROUTER_API", "off")).wanted(HOSTS, Set.of()).names())
        .doesNotContain(API);
  }

  @Test
  void aFailureTurnsToTheOtherProof() {
    CertificateRules auto = rules(Map.of());
    List<ProofKind> proofs = new ArrayList<>();
    for (int failures = 0; failures < 4; failures++) {
      proofs.add(auto.proof(certificate(CertifiedName.of(OWN), failures)));
    }
    assertThat(proofs)
        .containsExactly(ProofKind.HTTP, ProofKind.TLS, ProofKind.HTTP, ProofKind.TLS);
    assertThat(auto.proof(certificate(WILDCARD, 1))).isEqualTo(ProofKind.DNS);
    assertThat(
            rules(Map.of("STACKYN_ACME_PROOF", "tls")).proof(certificate(CertifiedName.of(OWN), 0)))
        .isEqualTo(ProofKind.TLS);
  }

  private static Certificate certificate(CertifiedName name, int failures) {
    return new Certificate(
        name,
        Optional.empty(),
        Optional.empty(),
        new Certificate.Prospect(failures, "", Optional.empty(), Optional.empty()));
  }

  static CertificateRules rules(Map<String, String> different) {
    Map<String, String> all = new HashMap<>();
    all.put("BASE_DOMAIN", "apps.example.com");
    all.put("STACKYN_HTTPS_PORT", "443");
    all.put("STACKYN_ACME_TERMS_AGREED", "true");
    all.putAll(different);
    Variables variables = new Variables(all);
    return new CertificateRules(
        RouterSettings.from(variables),
        AcmeSettings.from(variables),
        RoutingSettings.from(variables));
  }
}
