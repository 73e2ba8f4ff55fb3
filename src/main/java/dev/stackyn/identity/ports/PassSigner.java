package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.Door;
import dev.stackyn.identity.domain.Pass;
import dev.stackyn.kernel.Secret;
import java.util.Optional;

/** Signs passes, and reads them again. */
public interface PassSigner {
  Secret sign(Pass pass);

  /**
   * Nothing unless one of our keys signed it for this door, and it has not expired. Whether it was
   * shown before is not known here.
   */
  Optional<Pass> read(String text, Door door);
}
