package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.secrets.KnownSecrets;
import dev.stackyn.deployments.engine.secrets.Redactor;
import dev.stackyn.kernel.DeploymentId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes out of what a running version prints what it was given in confidence. What a deployment
 * carries never changes, so of those that are asked for again and again it is opened once. Never to
 * be called within a transaction.
 */
@Singleton
public class Redactors {
  private static final int MOST_KEPT = 64;

  private final Source source;
  private final Map<DeploymentId, Redactor> kept =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DeploymentId, Redactor> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** Knows what a deployment carries; nothing when it is gone. */
  interface Source {
    Optional<KnownSecrets> of(DeploymentId deployment);
  }

  @Inject
  public Redactors(Deployments deployments) {
    this((Source) deployments::secrets);
  }

  Redactors(Source source) {
    this.source = source;
  }

  /** Nothing when the deployment is gone: nobody knows then what must not be told. */
  Optional<Redactor> of(DeploymentId deployment) {
    synchronized (kept) {
      Redactor known = kept.get(deployment);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<Redactor> made = source.of(deployment).map(KnownSecrets::forLogs);
    synchronized (kept) {
      made.ifPresent(redactor -> kept.put(deployment, redactor));
    }
    return made;
  }
}
