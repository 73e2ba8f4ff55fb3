package dev.stackyn.billing.ports;

import dev.stackyn.billing.domain.Plan;
import dev.stackyn.billing.domain.PlanName;
import java.util.List;
import java.util.Optional;

/** Knows the plans that are offered; migrations write them. */
public interface PlanStore {
  Optional<Plan> find(PlanName name);

  /** The cheapest first. */
  List<Plan> all();
}
