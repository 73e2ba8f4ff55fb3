package dev.stackyn.routing.domain;

import jakarta.inject.Singleton;

/** A host that is new gets its certificate in a moment, not at the next full minute. */
@Singleton
public class HostLookout {
  private final LiveRoutes routes;
  private final LiveCertificates certificates;
  private final CertificateRules rules;
  private final CertificateRound round;
  private long seen = -1;

  public HostLookout(
      LiveRoutes routes,
      LiveCertificates certificates,
      CertificateRules rules,
      CertificateRound round) {
    this.routes = routes;
    this.certificates = certificates;
    this.rules = rules;
    this.round = round;
  }

  /** Cheap as long as the routes are the same as the last time. */
  public synchronized void look() {
    routes
        .table()
        .filter(table -> table.revision() != seen)
        .ifPresent(table -> {
          if (rules.isBehind(table, certificates)) {
            round.soon();
          }
          seen = table.revision();
        });
  }
}
