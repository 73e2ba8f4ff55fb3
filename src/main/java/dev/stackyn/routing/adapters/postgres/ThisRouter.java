package dev.stackyn.routing.adapters.postgres;

import dev.stackyn.kernel.Ids;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Tells this process's router from the others, until it ends. */
@Singleton
final class ThisRouter {
  private final UUID id;

  ThisRouter(Ids ids) {
    this.id = ids.next();
  }

  UUID id() {
    return id;
  }
}
