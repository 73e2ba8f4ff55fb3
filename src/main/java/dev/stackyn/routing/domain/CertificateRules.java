package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.RoutingSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which names the platform orders certificates for, and why it does not for the others. */
@Singleton
public class CertificateRules {
  private static final String OWN = "api.";
  private static final String NO_TLS = "This platform serves no TLS (STACKYN_HTTPS_PORT).";

  private final RouterSettings router;
  private final AcmeSettings acme;
  private final String baseDomain;

  public CertificateRules(RouterSettings router, AcmeSettings acme, RoutingSettings routing) {
    this.router = router;
    this.acme = acme;
    this.baseDomain = routing.baseDomain();
  }

  /** Whether anything is ordered at all. */
  public boolean areOn() {
    return router.https().isPresent() && acme.agreed();
  }

  void requireTls() {
    if (router.https().isEmpty()) {
      throw Refusal.invalid("host", NO_TLS);
    }
  }

  /** Why nothing is ordered for this host, in words for its owner. */
  public Optional<String> whyNot(Host host) {
    if (router.https().isEmpty()) {
      return Optional.of(NO_TLS);
    }
    if (!isKnownToTheWorld(host)) {
      return Optional.of(
          "No authority knows %s: it has a certificate of the platform's own.".formatted(host));
    }
    return acme.agreed()
        ? Optional.empty()
        : Optional.of(
            "The platform orders no certificates until its administrator agrees to the authority's"
                + " terms (STACKYN_ACME_TERMS_AGREED).");
  }

  /**
   * What should be there for these hosts.
   *
   * @param active wildcards that are there already: single names below them need not stay
   */
  Wanted wanted(Map<Host, AppId> hosts, Set<CertifiedName> active) {
    Set<CertifiedName> names = new HashSet<>();
    Set<CertifiedName> tolerated = new HashSet<>();
    Stream.concat(hosts.keySet().stream(), own().stream())
        .filter(CertificateRules::isKnownToTheWorld)
        .forEach(host -> {
          Optional<CertifiedName> wildcard = wildcard(host);
          names.add(wildcard.orElse(CertifiedName.of(host)));
          if (wildcard.filter(active::contains).isEmpty()) {
            tolerated.add(CertifiedName.of(host));
          }
        });
    tolerated.addAll(names);
    return new Wanted(areOn() ? names : Set.of(), tolerated, new HashMap<>(hosts));
  }

  /** The platform's own name, where it answers to one. */
  private Optional<Host> own() {
    return router.leadsToApi() ? Host.asked(OWN + baseDomain) : Optional.empty();
  }

  /** Whose each host is. */
  static Map<Host, AppId> owners(RouteTable table) {
    Map<Host, AppId> owners = new HashMap<>();
    table.routes().forEach(route -> route.hosts().forEach(host -> owners.put(host, route.app())));
    return owners;
  }

  /** What a host's certificate may be filed under, the nearest first. */
  List<CertifiedName> names(Host host) {
    return Stream.concat(Stream.of(CertifiedName.of(host)), CertifiedName.above(host).stream())
        .toList();
  }

  boolean isBehind(RouteTable table, LiveCertificates live) {
    return areOn()
        && table.routes().stream()
            .flatMap(route -> route.hosts().stream())
            .filter(CertificateRules::isKnownToTheWorld)
            .anyMatch(host -> names(host).stream().noneMatch(live::knows));
  }

  /** Alternately, where it is left to the platform: a port that is closed does not end it. */
  ProofKind proof(Certificate certificate) {
    if (certificate.name().isWildcard()) {
      return ProofKind.DNS;
    }
    return switch (acme.manner().proof()) {
      case AUTO -> certificate.prospect().failures() % 2 == 0 ? ProofKind.HTTP : ProofKind.TLS;
      case HTTP -> ProofKind.HTTP;
      case TLS -> ProofKind.TLS;
      case DNS -> ProofKind.DNS;
    };
  }

  int ordersPerHour() {
    return acme.manner().ordersPerHour();
  }

  /** One for all names right below the platform's domain, where records can be put into its DNS. */
  private Optional<CertifiedName> wildcard(Host host) {
    return CertifiedName.above(host)
        .filter(above -> acme.dns().isPresent() && above.value().equals("*." + baseDomain));
  }

  private static boolean isKnownToTheWorld(Host host) {
    return host.value().contains(".") && !host.value().endsWith(".localhost");
  }

  /** Whether the certificate is one of those that many hosts share, and is served now. */
  static boolean isActiveWildcard(Certificate certificate, Instant now) {
    return certificate.name().isWildcard() && certificate.stateAt(now) == Certificate.State.ACTIVE;
  }
}
