package dev.stackyn.accounts.domain;

import dev.stackyn.accounts.ports.AccountList;
import dev.stackyn.accounts.ports.AccountStore;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.User;
import dev.stackyn.identity.domain.Users;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** The accounts of this platform, and what administrators do to them. */
@Singleton
public class Accounts {
  private final AccountList list;
  private final AccountStore store;
  private final Users users;
  private final AuditLog audit;
  private final Clock clock;

  public Accounts(AccountList list, AccountStore store, Users users, AuditLog audit, Clock clock) {
    this.list = list;
    this.store = store;
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  public AccountPage list(AccountQuery query) {
    return list.list(query);
  }

  @Transactional
  public Account find(AccountId id) {
    return list.find(id).orElseThrow(Accounts::unknown);
  }

  @Transactional
  public AccountStats stats() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return list.stats(today.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  @Transactional
  public Account update(Caller by, AccountId id, AccountChanges changes) {
    Account account = find(id);
    // The user is changed before the account: whoever deletes him locks them in this order.
    changes.status().ifPresent(status -> move(by, account, status));
    Instant now = clock.instant();
    store.save(
        id,
        changes.username().orElse(account.holder().username()),
        changes.notes().orElse(account.notes()),
        now);
    audit.record(by.actor(), "account.updated", id.toString(), Map.of("changed", changes.names()));
    return find(id);
  }

  /** The user goes with everything he has; his number stays his. */
  @Transactional
  public Account delete(Caller by, AccountId id) {
    Account account = find(id);
    users.delete(by, account.user());
    audit.record(
        by.actor(), "account.deleted", id.toString(), Map.of("user", account.user().toString()));
    return account;
  }

  /** What it is already, it may be told to be. */
  private void move(Caller by, Account account, AccountStatus status) {
    if (status == account.status()) {
      return;
    }
    switch (status) {
      case PENDING -> throw noSuchStatus();
      case ACTIVE -> admit(by, account);
      case SUSPENDED -> {
        users.suspend(by, account.user());
        store.ban(account.id(), Optional.empty());
      }
      case BANNED -> {
        User banned = users.suspend(by, account.user());
        store.ban(account.id(), banned.standing().suspendedAt());
      }
    }
  }

  private void admit(Caller by, Account account) {
    if (account.status() != AccountStatus.PENDING) {
      users.unsuspend(by, account.user());
      store.ban(account.id(), Optional.empty());
    }
    if (!account.state().verified()) {
      users.vouch(by, account.user());
    }
  }

  public static Refusal noSuchStatus() {
    return Refusal.invalid("status", "Status must be 'active', 'suspended', or 'banned'");
  }

  public static Refusal unknown() {
    return Refusal.of(ErrorCode.NOT_FOUND, "Account not found");
  }
}
