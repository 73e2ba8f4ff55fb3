package dev.stackyn.apps.domain;

import dev.stackyn.billing.domain.Paywall;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who an app's builds are at which registry. A change counts from the next deployment on. Nobody
 * ever gets to see a password again.
 */
@Singleton
public class Registries {
  private final AppLookup lookup;
  private final RegistrySafe safe;
  private final Paywall paywall;
  private final AuditLog audit;

  public Registries(AppLookup lookup, RegistrySafe safe, Paywall paywall, AuditLog audit) {
    this.lookup = lookup;
    this.safe = safe;
    this.paywall = paywall;
    this.audit = audit;
  }

  /** By host. */
  @Transactional
  public List<SealedLogin> list(Requester requester, String id) {
    return safe.list(Optional.of(lookup.find(requester, id).id()));
  }

  /** Adds it, or puts it in the other one's place. */
  @Transactional
  public SealedLogin put(Requester requester, String id, RegistryHost host, RegistryUser user) {
    App app = lookup.lock(requester, id);
    paywall.requireActive(app.owner());
    tell(requester, app, "registry.set", host);
    return safe.put(Optional.of(app.id()), host, user);
  }

  /** Stays open to those whose plan has lapsed, as everything that takes away does. */
  @Transactional
  public void remove(Requester requester, String id, String host) {
    App app = lookup.lock(requester, id);
    tell(requester, app, "registry.removed", safe.remove(Optional.of(app.id()), host));
  }

  private void tell(Requester requester, App app, String action, RegistryHost host) {
    audit.record(
        requester.id().toString(), action, app.id().toString(), Map.of("host", host.value()));
  }
}
