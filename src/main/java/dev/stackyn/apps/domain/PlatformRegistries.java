package dev.stackyn.apps.domain;

import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who builds are at a registry for which their app has no login of its own. Every app can use what
 * these can read. That somebody is an administrator is for the caller to know.
 */
@Singleton
public class PlatformRegistries {
  private static final String SUBJECT = "platform";

  private final RegistrySafe safe;
  private final AuditLog audit;

  public PlatformRegistries(RegistrySafe safe, AuditLog audit) {
    this.safe = safe;
    this.audit = audit;
  }

  /** By host. */
  @Transactional
  public List<SealedLogin> list() {
    return safe.list(Optional.empty());
  }

  @Transactional
  public SealedLogin put(Requester administrator, RegistryHost host, RegistryUser user) {
    tell(administrator, "registry.set", host);
    return safe.put(Optional.empty(), host, user);
  }

  @Transactional
  public void remove(Requester administrator, String host) {
    tell(administrator, "registry.removed", safe.remove(Optional.empty(), host));
  }

  private void tell(Requester administrator, String action, RegistryHost host) {
    audit.record(administrator.id().toString(), action, SUBJECT, Map.of("host", host.value()));
  }
}
