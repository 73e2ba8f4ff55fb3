package dev.stackyn.accounts.domain;

import dev.stackyn.accounts.domain.ProvisioningSettings.Limits;
import dev.stackyn.accounts.ports.SettingsStore;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** How accounts are provisioned, as administrators set it. */
@Singleton
public class ProvisioningRules {
  private final SettingsStore store;
  private final AuditLog audit;
  private final Clock clock;

  public ProvisioningRules(SettingsStore store, AuditLog audit, Clock clock) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  public ProvisioningSettings get() {
    return store.get();
  }

  @Transactional
  public ProvisioningSettings change(Caller by, ProvisioningSettings.Changes changes) {
    Limits limits = changes.over(store.lock().limits());
    store.save(limits, clock.instant());
    audit.record(
        by.actor(),
        "accounts.settings_changed",
        "provisioning",
        Map.of(
            "worker_count", String.valueOf(limits.workers()),
            "retry_count", String.valueOf(limits.retries()),
            "timeout", String.valueOf(limits.timeout().toSeconds())));
    return store.get();
  }
}
