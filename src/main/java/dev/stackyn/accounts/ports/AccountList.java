package dev.stackyn.accounts.ports;

import dev.stackyn.accounts.domain.Account;
import dev.stackyn.accounts.domain.AccountId;
import dev.stackyn.accounts.domain.AccountPage;
import dev.stackyn.accounts.domain.AccountQuery;
import dev.stackyn.accounts.domain.AccountStats;
import java.time.Instant;
import java.util.Optional;

/** Accounts together with what their users are. Every call takes part in the transaction. */
public interface AccountList {
  /** Nothing when there is none, or none any more. */
  Optional<Account> find(AccountId id);

  /** Newest first; the search is for a part of e-mail or username, whatever its case. */
  AccountPage list(AccountQuery query);

  AccountStats stats(Instant today);
}
