package dev.stackyn.billing.domain;

import java.util.Objects;

/** Something that is offered for a price. */
public record Plan(PlanName name, String displayName, int priceCents, Limits limits) {
  public Plan {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(limits, "limits");
    if (displayName.isBlank()) {
      throw new IllegalArgumentException("a plan has a name that people can read");
    }
    if (priceCents < 0) {
      throw new IllegalArgumentException("a price is not negative");
    }
  }

  Plan with(Limits newLimits) {
    return new Plan(name, displayName, priceCents, newLimits);
  }
}
