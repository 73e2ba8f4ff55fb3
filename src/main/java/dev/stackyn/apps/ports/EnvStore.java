package dev.stackyn.apps.ports;

import dev.stackyn.apps.domain.EnvKey;
import dev.stackyn.apps.domain.SealedVar;
import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.SealedBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps apps' environments, sealed. Every call takes part in the caller's transaction. */
public interface EnvStore {
  /** Newest first. */
  List<SealedVar> of(AppId app);

  Set<EnvKey> keys(AppId app);

  /** Adds it, or gives it another value; and another mark, if one is given. */
  SealedVar put(AppId app, EnvKey key, SealedBytes value, Optional<Boolean> build, Instant now);

  /** False when there is none. */
  boolean remove(AppId app, EnvKey key);
}
