package dev.stackyn.apps.domain;

import dev.stackyn.billing.domain.Paywall;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Who may say how an app is reached, and that he did: each call is one short transaction. */
@Singleton
public class RoutingNotes {
  private final AppLookup lookup;
  private final Paywall paywall;
  private final AuditLog audit;

  public RoutingNotes(AppLookup lookup, Paywall paywall, AuditLog audit) {
    this.lookup = lookup;
    this.paywall = paywall;
    this.audit = audit;
  }

  @Transactional
  public App find(Requester requester, String id) {
    return lookup.find(requester, id);
  }

  @Transactional
  public App paidFor(Requester requester, String id) {
    App app = lookup.find(requester, id);
    paywall.requireActive(app.owner());
    return app;
  }

  /**
   * False when the app is gone meanwhile. One that is there now, and goes later, takes its route
   * with it.
   */
  @Transactional
  public boolean changed(Requester requester, App app, RoutingChanges changes) {
    if (lookup.lock(app.id()).isEmpty()) {
      return false;
    }
    audit.record(
        requester.id().toString(),
        "app.routing_changed",
        app.id().toString(),
        Map.of("changed", changes.names()));
    return true;
  }
}
