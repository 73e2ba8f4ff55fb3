package dev.stackyn.billing.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user has bought at the payment provider: its name there, how new the news of it are, and
 * when it ends if it is not to be renewed.
 */
public record Purchase(String id, Instant toldAt, Optional<Instant> endsAt) {
  private static final int LONGEST = 100;

  public Purchase {
    if (id.isBlank() || id.length() > LONGEST) {
      throw new IllegalArgumentException("not the id of a purchase");
    }
    Objects.requireNonNull(toldAt, "toldAt");
    Objects.requireNonNull(endsAt, "endsAt");
  }

  /** A payment says that it goes on, and nothing about its plan: older news may still be news. */
  Purchase goingOn() {
    return new Purchase(id, toldAt, Optional.empty());
  }

  boolean isOver(Instant now) {
    return endsAt.filter(end -> !now.isBefore(end)).isPresent();
  }
}
