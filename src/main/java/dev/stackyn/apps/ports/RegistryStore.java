package dev.stackyn.apps.ports;

import dev.stackyn.apps.domain.RegistryHost;
import dev.stackyn.apps.domain.SealedLogin;
import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.SealedBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps logins for registries, sealed: an app's, or the platform's where no app is named. Every
 * call takes part in the caller's transaction.
 */
public interface RegistryStore {
  /** By host. */
  List<SealedLogin> of(Optional<AppId> app);

  /** Adds it, or puts it in the place of the one for the same host. */
  SealedLogin put(
      Optional<AppId> app, RegistryHost host, String user, SealedBytes password, Instant now);

  /** False when there is none. */
  boolean remove(Optional<AppId> app, RegistryHost host);
}
