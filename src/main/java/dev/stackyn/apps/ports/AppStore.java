package dev.stackyn.apps.ports;

import dev.stackyn.apps.domain.App;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.SealedBytes;
import java.util.Optional;

/** Keeps apps. Every call takes part in the caller's transaction. */
public interface AppStore {
  /** False when another app has the slug, and nothing has happened. */
  boolean add(App app);

  Optional<App> find(AppId id);

  /** As {@link #find}, and nobody else changes it until the present transaction ends. */
  Optional<App> lock(AppId id);

  /** Changes what may change in the row: not whose it is, nor its slug. */
  void save(App app);

  /** With its environment; nothing happens when it is gone already. */
  void remove(AppId id);

  /** What its repository is read with, if anything. */
  Optional<SealedBytes> credential(AppId id);

  void keep(AppId id, Optional<SealedBytes> credential);

  /** Until the present transaction ends, nobody else changes how much the owner has. */
  void serialize(UserId owner);
}
