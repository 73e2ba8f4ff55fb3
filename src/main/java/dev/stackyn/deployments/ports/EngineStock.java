package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.Stored;
import java.util.List;

/**
 * What is on an engine of this platform's making, and the cache of builds, which is nobody's: the
 * engine keeps one for all. What others made is never seen and never touched.
 *
 * <p>Every method blocks, and throws {@link dev.stackyn.deployments.engine.DeployFailure} when the
 * engine does not answer.
 */
public interface EngineStock {
  List<Stored> all();

  /**
   * False when it stays, because something on the engine uses it. What is gone already counts as
   * removed.
   */
  boolean remove(Stored leftover);

  /** Bytes that the cache of builds takes. */
  long cached();

  /**
   * Drops what of the cache was used longest ago until no more than so many bytes are left; what
   * was used within the last hour stays. Returns the bytes that were freed.
   */
  long trimCache(long most);
}
