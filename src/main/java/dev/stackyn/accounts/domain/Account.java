package dev.stackyn.accounts.domain;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A user, as administrators see him in the list of accounts. */
public record Account(AccountId id, Holder holder, State state, Origin origin, Notes notes) {

  /** Whose it is, and what it is called. */
  public record Holder(UserId user, Email email, Username username) {}

  /** What of it follows from the user. */
  public record State(AccountStatus status, boolean verified) {}

  /** Where it comes from: the job that made it, unless somebody signed up by himself. */
  public record Origin(Optional<JobId> job, Instant createdAt, Instant updatedAt) {}

  public Account {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(notes, "notes");
  }

  public UserId user() {
    return holder.user;
  }

  public AccountStatus status() {
    return state.status;
  }
}
