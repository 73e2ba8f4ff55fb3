package dev.stackyn.routing.ports;

import dev.stackyn.platform.domain.SealedBytes;

/** Who this platform is to authorities. */
public interface AcmeAccountStore {
  /**
   * The key of the account at the authority with this directory: the one that is kept, or else the
   * new one, which is kept from now on. Within a transaction.
   */
  SealedBytes keyOr(String directory, SealedBytes anew);
}
