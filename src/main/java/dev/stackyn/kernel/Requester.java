package dev.stackyn.kernel;

import java.util.Objects;
import java.util.Optional;

/**
 * Who asks for something, as far as every context needs to know. This is the one place that decides
 * what belongs to whom: administrators see everything, users what is theirs.
 */
public record Requester(UserId id, boolean admin) {
  public Requester {
    Objects.requireNonNull(id, "id");
  }

  public boolean mayReach(UserId owner) {
    return admin || owner.equals(id);
  }

  /** What nobody owns is the platform's own, and for administrators alone. */
  public boolean mayReach(Optional<UserId> owner) {
    return owner.map(this::mayReach).orElse(admin);
  }

  /** Whose things he sees in a list: his own, or everybody's when nothing is returned. */
  public Optional<UserId> horizon() {
    return admin ? Optional.empty() : Optional.of(id);
  }
}
