package dev.stackyn.apps.domain;

import dev.stackyn.billing.domain.Paywall;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.routing.domain.Certificates;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.HostCertificate;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteBook;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where owners see the certificates of their apps' hosts, and bring their own. */
@Singleton
public class CertificateDesk {
  private final AppLookup lookup;
  private final RouteBook routes;
  private final Certificates certificates;
  private final Paywall paywall;
  private final AuditLog audit;

  public CertificateDesk(
      AppLookup lookup,
      RouteBook routes,
      Certificates certificates,
      Paywall paywall,
      AuditLog audit) {
    this.lookup = lookup;
    this.routes = routes;
    this.certificates = certificates;
    this.paywall = paywall;
    this.audit = audit;
  }

  /** Of every host that leads to the app. */
  @Transactional
  public List<HostCertificate> list(Requester requester, String app) {
    return hosts(lookup.find(requester, app)).stream()
        .sorted(Comparator.comparing(Host::value))
        .map(certificates::of)
        .toList();
  }

  @Transactional
  public HostCertificate upload(
      Requester requester, String id, String host, String chain, String key) {
    App app = lookup.lock(requester, id);
    paywall.requireActive(app.owner());
    Host own = own(app, host);
    HostCertificate uploaded = certificates.upload(app.id(), own, chain, key);
    tell(requester, app, "certificate.uploaded", own);
    return uploaded;
  }

  /** The platform orders one again. */
  @Transactional
  public HostCertificate giveBack(Requester requester, String id, String host) {
    App app = lookup.lock(requester, id);
    Host own = own(app, host);
    HostCertificate left = certificates.giveBack(app.id(), own);
    tell(requester, app, "certificate.removed", own);
    return left;
  }

  @Transactional
  public HostCertificate order(Requester requester, String id, String host) {
    App app = lookup.lock(requester, id);
    paywall.requireActive(app.owner());
    return certificates.order(own(app, host));
  }

  private Host own(App app, String typed) {
    return Host.asked(typed)
        .filter(hosts(app)::contains)
        .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "This host does not lead to the app"));
  }

  private Set<Host> hosts(App app) {
    return routes.find(app.id()).map(Route::hosts).orElse(Set.of());
  }

  /** What was brought is nobody's business but the routers'. */
  private void tell(Requester requester, App app, String action, Host host) {
    audit.record(
        requester.id().toString(), action, app.id().toString(), Map.of("host", host.value()));
  }
}
