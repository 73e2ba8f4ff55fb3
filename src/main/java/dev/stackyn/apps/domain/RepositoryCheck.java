package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.RepositoryAccess;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.Stop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Whether an app's repository can be read with what its owner gave us. */
@Singleton
public class RepositoryCheck {
  /** Clients give up after ten seconds, and would never learn what is wrong. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final AppLookup lookup;
  private final AppSecrets secrets;
  private final RepositoryAccess repositories;

  public RepositoryCheck(AppLookup lookup, AppSecrets secrets, RepositoryAccess repositories) {
    this.lookup = lookup;
    this.secrets = secrets;
    this.repositories = repositories;
  }

  /** Asks the repository's host, and waits for it: not to be called within a transaction. */
  public RepositoryAccess.Answer look(Requester requester, String id) {
    App app = lookup.find(requester, id);
    Repository repository = secrets.repository(app);
    Stop stop = new Stop();
    Executor later =
        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS, Runnable::run);
    later.execute(() -> stop.ask("it takes too long"));
    return repositories.look(repository, app.source().branch(), stop);
  }
}
