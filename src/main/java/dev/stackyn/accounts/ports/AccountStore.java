package dev.stackyn.accounts.ports;

import dev.stackyn.accounts.domain.AccountId;
import dev.stackyn.accounts.domain.Notes;
import dev.stackyn.accounts.domain.Username;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Keeps accounts. Every call takes part in the caller's transaction. */
public interface AccountStore {
  /** Gives the user an account; false when the name is taken, and nothing has happened. */
  boolean open(UserId user, Username username, Instant now);

  /** Forgets everything about the user but the number of his account and where it came from. */
  void close(UserId user, Instant now);

  /**
   * Changes what administrators may change in the row; nothing when the account is gone.
   *
   * @throws dev.stackyn.kernel.Refusal when another account has the name
   */
  void save(AccountId id, Username username, Notes notes, Instant now);

  /** The user's suspension of that moment is a ban from now on; without one, none is. */
  void ban(AccountId id, Optional<Instant> suspension);

  /** Notes which item of which job the user's account is; each can be one account's only. */
  AccountId attach(UserId user, JobId job, int item);

  /** The items of the job that have been made, also those that are gone again. */
  Set<Integer> made(JobId job);

  /** From now on until the transaction ends, a statement that takes longer fails. */
  void allow(Duration each);
}
