package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.Scope;
import dev.stackyn.kernel.UserId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request, as far as he has proved it. Without a session it is an API token that calls.
 */
public record Caller(
    UserId id, Email email, Role role, Set<Scope> scopes, Optional<SessionId> session) {
  public Caller {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(session, "session");
    scopes = Set.copyOf(scopes);
  }

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }

  public boolean reaches(Scope needed) {
    return scopes.stream().anyMatch(scope -> scope.covers(needed));
  }

  /** What contexts need to know of him that do not ask how he proved it. */
  public Requester requester() {
    return new Requester(id, isAdmin());
  }

  /** How the audit log calls him. */
  public String actor() {
    return id.toString();
  }
}
