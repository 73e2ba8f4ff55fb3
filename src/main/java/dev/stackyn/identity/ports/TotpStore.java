package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.TotpState;
import dev.stackyn.kernel.UserId;
import java.util.Collection;
import java.util.Optional;

/** Keeps second factors. Every call takes part in the caller's transaction. */
public interface TotpStore {
  /** It stays as it is until the transaction ends: others who ask meanwhile wait. */
  Optional<TotpState> lock(UserId user);

  /** Writes all of it, whether there was one before or not. */
  void save(UserId user, TotpState state);

  /** With its recovery codes. */
  void remove(UserId user);

  void addRecoveryCodes(UserId user, Collection<Hash> hashes);

  /** Tells whether there was one, not used before. */
  boolean useRecoveryCode(UserId user, Hash hash);

  int recoveryCodesLeft(UserId user);
}
