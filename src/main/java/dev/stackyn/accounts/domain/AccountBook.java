package dev.stackyn.accounts.domain;

import dev.stackyn.accounts.ports.AccountStore;
import dev.stackyn.identity.domain.Departure;
import dev.stackyn.identity.domain.Newcomer;
import dev.stackyn.identity.domain.User;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Gives everybody who comes an account, and clears it of him when he goes. */
@Singleton
public class AccountBook implements Newcomer, Departure {
  private final AccountStore store;
  private final Clock clock;

  public AccountBook(AccountStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  @Transactional
  public void arrived(User user) {
    Username name = Username.from(user.email());
    if (!store.open(user.id(), name, user.dates().createdAt())
        && !store.open(user.id(), name.distinguishedBy(user.id()), user.dates().createdAt())) {
      throw new IllegalStateException("two users have ids that end alike");
    }
  }

  @Override
  @Transactional
  public void leaving(UserId user) {
    store.close(user, clock.instant());
  }
}
