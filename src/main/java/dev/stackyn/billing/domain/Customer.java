package dev.stackyn.billing.domain;

import dev.stackyn.identity.domain.User;
import java.util.Objects;

/** A user with what he has and how much of it he uses. */
public record Customer(User user, Entitlement entitlement, Used used) {
  public Customer {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(entitlement, "entitlement");
    Objects.requireNonNull(used, "used");
  }
}
