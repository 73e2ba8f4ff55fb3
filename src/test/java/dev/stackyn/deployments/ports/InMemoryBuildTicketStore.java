package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.BuildQueue.Standing;
import dev.stackyn.deployments.domain.BuildTicket;
import dev.stackyn.kernel.DeploymentId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tickets in memory; a lease of no time has lapsed when it is given. */
public final class InMemoryBuildTicketStore implements BuildTicketStore {
  private final Map<DeploymentId, Row> rows = new HashMap<>();
  private final Map<DeploymentId, String> shown = new HashMap<>();

  private record Row(String engine, BuildTicket ticket, boolean lapsed) {}

  @Override
  public void serialize(String engine) {
    // Each of the calls below is one at a time, and no test looks between them.
  }

  @Override
  public synchronized void add(String engine, BuildTicket ticket, Duration lease) {
    rows.put(ticket.deployment(), new Row(engine, ticket, lease.isZero()));
  }

  @Override
  public synchronized void renew(String engine, Collection<BuildTicket> tickets, Duration lease) {
    tickets.stream()
        .filter(ticket -> !isTaken(ticket))
        .forEach(ticket -> add(engine, ticket, lease));
  }

  private boolean isTaken(BuildTicket ticket) {
    return Optional.ofNullable(rows.get(ticket.deployment()))
        .filter(row -> !row.ticket().holder().equals(ticket.holder()))
        .isPresent();
  }

  @Override
  public synchronized List<BuildTicket> all(String engine) {
    rows.values().removeIf(Row::lapsed);
    return rows.values().stream()
        .filter(row -> row.engine().equals(engine))
        .map(Row::ticket)
        .sorted(Comparator.comparingLong(ticket -> ticket.deployment().value()))
        .toList();
  }

  @Override
  public synchronized void grant(Collection<BuildTicket> tickets) {
    List<UUID> holders = tickets.stream().map(BuildTicket::holder).toList();
    rows.replaceAll((_, row) ->
        holders.contains(row.ticket().holder())
            ? new Row(row.engine(), row.ticket().granted(), row.lapsed())
            : row);
  }

  @Override
  public synchronized void drop(BuildTicket ticket) {
    rows.values().removeIf(row -> row.ticket().holder().equals(ticket.holder()));
  }

  @Override
  public synchronized void show(Map<DeploymentId, Standing> waiting) {
    waiting.forEach((deployment, standing) ->
        shown.put(deployment, standing.place() + ": " + standing.reason()));
  }

  public synchronized String shown(DeploymentId deployment) {
    return shown.getOrDefault(deployment, "nothing");
  }
}
