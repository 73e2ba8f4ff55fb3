package dev.stackyn.accounts.domain;

import dev.stackyn.accounts.ports.AccountList;
import dev.stackyn.jobs.domain.Bulletin;
import dev.stackyn.jobs.domain.Bulletins;
import dev.stackyn.jobs.domain.JobRun;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Tells dashboards of accounts that were made. Nothing secret is in it. */
@Singleton
public class AccountNews {
  private static final String MADE = "account_created";

  private final AccountList list;
  private final Bulletins bulletins;

  public AccountNews(AccountList list, Bulletins bulletins) {
    this.list = list;
    this.bulletins = bulletins;
  }

  /** In the transaction that makes it, after which it is told; to administrators alone. */
  void made(AccountId id, JobRun run) {
    Account account = list.find(id).orElseThrow();
    Map<String, Object> shown =
        Map.of(
            "id", id.value(),
            "email", account.holder().email().value(),
            "username", account.holder().username().value(),
            "status", account.status().word(),
            "verified", account.state().verified(),
            "job_id", run.id().toString(),
            "created_at", account.origin().createdAt().toString());
    bulletins.publish(
        new Bulletin(
            MADE,
            Optional.empty(),
            Map.of("account_id", id.toString(), "job_id", run.id().toString(), "data", shown)));
  }
}
