package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.AppStore;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * The one door to an app that a request names. To somebody who may not reach it, it is as if it
 * were not there: the answer is the same as for an id that no app has, or that cannot be one.
 */
@Singleton
public class AppLookup {
  private final AppStore store;

  public AppLookup(AppStore store) {
    this.store = store;
  }

  public App find(Requester requester, String id) {
    return AppId.parse(id)
        .flatMap(store::find)
        .filter(app -> requester.mayReach(app.owner()))
        .orElseThrow(AppLookup::unknown);
  }

  /** For the platform itself; nothing when it is gone. */
  Optional<App> find(AppId id) {
    return store.find(id);
  }

  /** Kept from others until the transaction ends. */
  @Transactional
  App lock(Requester requester, String id) {
    return AppId.parse(id)
        .flatMap(store::lock)
        .filter(app -> requester.mayReach(app.owner()))
        .orElseThrow(AppLookup::unknown);
  }

  /** For the platform itself; nothing when it is gone meanwhile. */
  @Transactional
  Optional<App> lock(AppId id) {
    return store.lock(id);
  }

  private static Refusal unknown() {
    return Refusal.of(ErrorCode.NOT_FOUND, "App not found");
  }
}
