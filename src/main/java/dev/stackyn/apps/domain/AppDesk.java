package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.DeployKeyPair;
import dev.stackyn.deployments.domain.RepositoryAccess;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.kernel.Requester;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Where apps are made and changed: what takes time, such as a key for a repository that is read
 * over SSH, is done before the transaction begins.
 */
@Singleton
public class AppDesk {
  private static final String COMMENT = "stackyn";

  private final AppMaking making;
  private final AppEditing editing;
  private final AppLookup lookup;
  private final RepositoryAccess repositories;
  private final OwnerTurns turns = new OwnerTurns();

  public AppDesk(
      AppMaking making, AppEditing editing, AppLookup lookup, RepositoryAccess repositories) {
    this.making = making;
    this.editing = editing;
    this.lookup = lookup;
    this.repositories = repositories;
  }

  public Operation create(Requester requester, NewApp wanted) {
    Optional<DeployKeyPair> key = keyFor(Optional.of(wanted.source().url()));
    return turns.take(requester.id(), () -> making.make(requester, wanted, key));
  }

  public App change(Requester requester, String id, AppChanges changes) {
    return editing.change(requester, id, changes, keyFor(changes.url()));
  }

  /** A new key in place of the old one. */
  public App replaceKey(Requester requester, String id) {
    lookup.find(requester, id);
    return editing.replaceKey(requester, id, repositories.newKey(COMMENT));
  }

  private Optional<DeployKeyPair> keyFor(Optional<RepositoryUrl> url) {
    return url.filter(some -> some.scheme() == RepositoryUrl.Scheme.SSH)
        .map(_ -> repositories.newKey(COMMENT));
  }
}
