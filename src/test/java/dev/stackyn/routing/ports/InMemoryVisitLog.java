package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Counted;
import dev.stackyn.routing.domain.Turnover;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The log of a router that is alone: it remembers what it was told, and that all of it is recent.
 */
public final class InMemoryVisitLog implements VisitLog {
  private final Set<AppId> visited = new HashSet<>();
  private final Map<AppId, Counted> told = new HashMap<>();

  @Override
  public synchronized void visited(Set<AppId> apps) {
    visited.addAll(apps);
  }

  @Override
  public synchronized Set<AppId> visitedWithin(Duration time) {
    return Set.copyOf(visited);
  }

  @Override
  public synchronized void tell(Map<AppId, Counted> counted) {
    told.clear();
    told.putAll(counted);
  }

  @Override
  public synchronized Turnover elsewhere(AppId app, Backend backend) {
    return Turnover.NONE;
  }

  public synchronized Map<AppId, Counted> told() {
    return Map.copyOf(told);
  }
}
