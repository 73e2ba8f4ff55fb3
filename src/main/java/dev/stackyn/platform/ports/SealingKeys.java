package dev.stackyn.platform.ports;

import dev.stackyn.platform.domain.SealingKey;
import java.util.List;

/** The keys that seal, as they lie in the folder that the platforms share. */
public interface SealingKeys {
  /** Those that open, the oldest first; the last one seals. */
  List<SealingKey> all();

  /** Makes a key. Every platform on the folder seals with it from now on. */
  SealingKey add();

  /**
   * Puts a key aside: it opens nothing any more, and a backup of the database that needs it can
   * have it back.
   */
  void retire(SealingKey key);

  /** Those that were put aside, the oldest first. */
  List<SealingKey> retired();

  /** Destroys a key that was put aside. */
  void destroy(SealingKey retired);
}
