package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.CodePurpose;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.StoredCode;
import java.time.Instant;
import java.util.Optional;

/** Keeps one-time codes. Every call takes part in the caller's transaction. */
public interface CodeStore {
  /** How many went to this e-mail since then. Others who ask for the same e-mail wait. */
  int lockAndCountTo(Email email, Instant since);

  /** How many this network address asked for since then. Others who ask for the same wait. */
  int lockAndCountFrom(String address, Instant since);

  void add(StoredCode code, String address);

  /**
   * The newest code for this, used or not, with this try already counted. It stays as it is until
   * the transaction ends: others who try meanwhile wait.
   */
  Optional<StoredCode> countTry(Email email, CodePurpose purpose);

  /** Tells whether it was unused. */
  boolean use(long id, Instant now);

  void removeMadeBefore(Instant then);
}
