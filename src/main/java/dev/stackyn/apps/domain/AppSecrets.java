package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.AppStore;
import dev.stackyn.apps.ports.EnvStore;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.platform.domain.Vault;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What of apps is sealed in the database: their environments, and what reads their repositories.
 */
@Singleton
public class AppSecrets {
  private final AppStore store;
  private final EnvStore environments;
  private final CredentialSafe safe;
  private final Vault vault;
  private final Clock clock;

  public AppSecrets(
      AppStore store, EnvStore environments, CredentialSafe safe, Vault vault, Clock clock) {
    this.store = store;
    this.environments = environments;
    this.safe = safe;
    this.vault = vault;
    this.clock = clock;
  }

  @Transactional
  public Repository repository(App app) {
    return new Repository(app.source().url(), store.credential(app.id()).map(safe::open));
  }

  @Transactional
  void keep(App app, Optional<GitCredential> credential) {
    store.keep(app.id(), credential.map(safe::seal));
  }

  /** Newest first. */
  @Transactional
  List<EnvVar> environment(App app) {
    return environments.of(app.id()).stream().map(this::open).toList();
  }

  /** Adds it, or gives it another value. */
  @Transactional
  EnvVar set(App app, NewVar wanted) {
    return open(
        environments.put(
            app.id(),
            wanted.key(),
            vault.seal(wanted.value().reveal().getBytes(StandardCharsets.UTF_8)),
            wanted.build(),
            clock.instant()));
  }

  private EnvVar open(SealedVar sealed) {
    return new EnvVar(
        sealed.id(),
        sealed.app(),
        sealed.key(),
        EnvValue.of(new String(vault.open(sealed.value()), StandardCharsets.UTF_8)),
        sealed.build(),
        sealed.dates());
  }
}
