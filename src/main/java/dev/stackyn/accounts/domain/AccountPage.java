package dev.stackyn.accounts.domain;

import java.util.List;

/** Some of the accounts that were looked for, and how many there are in all. */
public record AccountPage(List<Account> accounts, long total) {
  public static final AccountPage NOTHING = new AccountPage(List.of(), 0);

  public AccountPage {
    accounts = List.copyOf(accounts);
  }
}
