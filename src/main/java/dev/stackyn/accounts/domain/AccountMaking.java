package dev.stackyn.accounts.domain;

import dev.stackyn.accounts.ports.AccountStore;
import dev.stackyn.identity.domain.User;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Set;

/** Makes one account, in a transaction of its own that stands or falls with the job's claim. */
@Singleton
public class AccountMaking {
  private static final String PLATFORM = "system";

  private final AccountStore store;
  private final FreshUsers users;
  private final Invitations invitations;
  private final AccountNews news;
  private final Pace pace;

  public AccountMaking(
      AccountStore store, FreshUsers users, Invitations invitations, AccountNews news, Pace pace) {
    this.store = store;
    this.users = users;
    this.invitations = invitations;
    this.news = news;
    this.pace = pace;
  }

  @Transactional
  Set<Integer> made(JobId job) {
    return store.made(job);
  }

  @Transactional
  void make(JobRun run, int item, boolean verification) {
    Pace.Turn turn = pace.turn();
    // What waits for a lock finds no moment to look at the clock: the database looks for it.
    store.allow(turn.limit());
    run.hold();
    User user = users.make(run.owner().map(UserId::toString).orElse(PLATFORM), !verification);
    AccountId account = store.attach(user.id(), run.id(), item);
    invitations.send(user);
    news.made(account, run);
    turn.requireInTime();
  }
}
