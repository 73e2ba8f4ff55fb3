package dev.stackyn.accounts.ports;

import dev.stackyn.accounts.domain.ProvisioningSettings;
import java.time.Instant;

/** Keeps how accounts are provisioned. Every call takes part in the caller's transaction. */
public interface SettingsStore {
  ProvisioningSettings get();

  /** The present ones, kept from others until the transaction ends. */
  ProvisioningSettings lock();

  void save(ProvisioningSettings.Limits limits, Instant now);
}
