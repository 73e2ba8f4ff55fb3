package dev.stackyn.accounts.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an administrator changes about an account; what is not said stays as it is. */
public record AccountChanges(
    Optional<AccountStatus> status, Optional<Username> username, Optional<Notes> notes) {

  /** What was said, by name: for the audit log. */
  String names() {
    List<String> names = new ArrayList<>();
    status.ifPresent(said -> names.add("status"));
    username.ifPresent(said -> names.add("username"));
    notes.ifPresent(said -> names.add("notes"));
    return String.join(",", names);
  }
}
