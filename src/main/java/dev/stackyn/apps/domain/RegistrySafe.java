package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.RegistryStore;
import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.Vault;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps logins for registries, sealed: those of each app, and without one those of the platform.
 */
@Singleton
public class RegistrySafe {
  private static final int MOST = 20;

  private final RegistryStore store;
  private final Vault vault;
  private final Clock clock;

  public RegistrySafe(RegistryStore store, Vault vault, Clock clock) {
    this.store = store;
    this.vault = vault;
    this.clock = clock;
  }

  /** By host. */
  @Transactional
  List<SealedLogin> list(Optional<AppId> app) {
    return store.of(app);
  }

  @Transactional
  SealedLogin put(Optional<AppId> app, RegistryHost host, RegistryUser user) {
    List<SealedLogin> present = store.of(app);
    if (present.size() >= MOST && present.stream().noneMatch(one -> one.host().equals(host))) {
      throw Refusal.invalid("host", "There are at most %d logins for registries.".formatted(MOST));
    }
    byte[] password = user.password().reveal().getBytes(StandardCharsets.UTF_8);
    return store.put(app, host, user.name(), vault.seal(password), clock.instant());
  }

  /** The registry whose login is gone now. */
  @Transactional
  RegistryHost remove(Optional<AppId> app, String host) {
    return RegistryHost.parse(host)
        .filter(known -> store.remove(app, known))
        .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "There is no login for this registry"));
  }

  /** With what an app's builds pull: its own login for a registry wins over the platform's. */
  @Transactional
  Map<String, RegistryLogin> logins(AppId app) {
    Map<String, RegistryLogin> logins = new HashMap<>();
    store.of(Optional.empty()).forEach(one -> logins.put(one.host().value(), open(one)));
    store.of(Optional.of(app)).forEach(one -> logins.put(one.host().value(), open(one)));
    return logins;
  }

  private RegistryLogin open(SealedLogin login) {
    return new RegistryLogin(
        login.user(), new Secret(new String(vault.open(login.password()), StandardCharsets.UTF_8)));
  }
}
