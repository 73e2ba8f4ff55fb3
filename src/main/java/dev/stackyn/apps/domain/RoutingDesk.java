package dev.stackyn.apps.domain;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.identity.domain.Passwords;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.routing.domain.Rules;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Where owners say how their apps are reached. It routes, and makes hashes of passwords: never to
 * be called within a transaction.
 */
@Singleton
public class RoutingDesk {
  private final RoutingNotes notes;
  private final Routing routing;
  private final Passwords passwords;

  public RoutingDesk(RoutingNotes notes, Routing routing, Passwords passwords) {
    this.notes = notes;
    this.routing = routing;
    this.passwords = passwords;
  }

  public Rules rules(Requester requester, String app) {
    return routing.rules(notes.find(requester, app).id());
  }

  /** In force when this returns, whatever is deployed or runs. */
  public Rules change(Requester requester, String id, RoutingChanges changes) {
    App app = notes.paidFor(requester, id);
    if (changes.areNone()) {
      return routing.rules(app.id());
    }
    Optional<PasswordHash> hash = changes.password().map(passwords::hash);
    Rules now = routing.rule(app.id(), present -> changes.over(present, hash));
    if (!notes.changed(requester, app, changes)) {
      routing.forget(app.id());
      throw Refusal.of(ErrorCode.NOT_FOUND, "App not found");
    }
    routing.requireFollowed(app.id());
    return now;
  }
}
