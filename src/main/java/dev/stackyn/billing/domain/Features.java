package dev.stackyn.billing.domain;

import java.util.Set;

/** What a plan offers beyond room for apps. */
public record Features(Set<Feature> offered) {
  public Features {
    offered = Set.copyOf(offered);
  }

  public boolean has(Feature feature) {
    return offered.contains(feature);
  }
}
