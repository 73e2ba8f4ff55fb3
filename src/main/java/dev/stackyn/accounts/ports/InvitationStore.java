package dev.stackyn.accounts.ports;

import dev.stackyn.accounts.domain.Invitation;
import dev.stackyn.identity.domain.Hash;
import java.time.Instant;
import java.util.Optional;

/** Keeps invitations. Every call takes part in the caller's transaction. */
public interface InvitationStore {
  void add(Invitation invitation, Instant now);

  Optional<Invitation> find(Hash hash);

  /** Tells whether it was unused; others who ask meanwhile wait, and are told false. */
  boolean use(Hash hash, Instant now);

  void removeExpiredBefore(Instant then);
}
