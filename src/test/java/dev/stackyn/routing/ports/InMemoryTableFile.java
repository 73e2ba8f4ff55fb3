package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Rules;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@link TableFile} as long as the test lasts. It knows how often it was written. */
public final class InMemoryTableFile implements TableFile {
  private final Clock clock;
  private @Nullable Origin origin;
  private List<Route> kept = List.of();
  private int writings;

  public InMemoryTableFile(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Origin> origin() {
    return Optional.ofNullable(origin);
  }

  @Override
  public synchronized List<Route> routes(Map<AppId, Set<InetAddress>> residents) {
    return kept.stream()
        .filter(route ->
            route
                .backend()
                .filter(there ->
                    residents.getOrDefault(route.app(), Set.of()).contains(there.address()))
                .isPresent())
        .toList();
  }

  @Override
  public synchronized boolean keep(String platform, RouteTable table, BooleanSupplier wanted) {
    writings++;
    if (!wanted.getAsBoolean()) {
      return false;
    }
    origin = new Origin(platform, now());
    kept =
        table.routes().stream()
            .filter(route -> route.backend().isPresent() && route.rules().equals(Rules.NONE))
            .toList();
    return true;
  }

  @Override
  public synchronized boolean confirm() {
    Origin known = origin;
    if (known == null) {
      return false;
    }
    origin = new Origin(known.platform(), now());
    return true;
  }

  @Override
  public synchronized void discard() {
    origin = null;
    kept = List.of();
  }

  public synchronized int writings() {
    return writings;
  }

  private Instant now() {
    return clock.instant();
  }
}
