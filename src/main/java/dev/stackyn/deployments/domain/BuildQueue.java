package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.ports.BuildTicketStore;
import dev.stackyn.kernel.DeploymentId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who may build, on all platforms that share the database. Each call is one short transaction, one
 * after the other for each engine.
 */
@Singleton
public class BuildQueue {
  private final BuildTicketStore store;

  public BuildQueue(BuildTicketStore store) {
    this.store = store;
  }

  /**
   * Where builds are done, how many of them at once, and for how long whoever says nothing is
   * believed to be alive.
   */
  public record Terms(String engine, int most, Duration lease) {}

  /**
   * What has become of a ticket: it builds, it waits at a place for a reason, or neither, when a
   * later attempt has taken it over.
   */
  public record Standing(boolean builds, int place, String reason) {
    public static final Standing BUILDS = new Standing(true, 0, "");
    public static final Standing GONE = new Standing(false, 0, "");

    public boolean waits() {
      return place > 0;
    }
  }

  /** Takes its place in the line; with luck, there is none. */
  @Transactional
  public Standing enter(Terms terms, BuildTicket ticket) {
    store.serialize(terms.engine());
    store.add(terms.engine(), ticket, terms.lease());
    return advance(terms, List.of(ticket)).getOrDefault(ticket.holder(), Standing.GONE);
  }

  /**
   * Those who hold these tickets are alive, and want to know where they stand. To be called a few
   * times a lease, and whenever somebody has left.
   */
  @Transactional
  public Map<UUID, Standing> look(Terms terms, Collection<BuildTicket> mine) {
    store.serialize(terms.engine());
    store.renew(terms.engine(), mine, terms.lease());
    return advance(terms, mine);
  }

  /** It builds no more, or waits no longer. */
  @Transactional
  public void leave(BuildTicket ticket) {
    store.drop(ticket);
  }

  private Map<UUID, Standing> advance(Terms terms, Collection<BuildTicket> mine) {
    List<BuildTicket> all = store.all(terms.engine());
    Set<UUID> asking = new HashSet<>();
    mine.forEach(ticket -> asking.add(ticket.holder()));
    BuildLine before = new BuildLine(all, terms.most());
    List<BuildTicket> granted =
        before.next().stream().filter(ticket -> asking.contains(ticket.holder())).toList();
    store.grant(granted);
    List<BuildTicket> now = new ArrayList<>(all);
    now.replaceAll(ticket -> granted.contains(ticket) ? ticket.granted() : ticket);
    BuildLine line = new BuildLine(now, terms.most());
    store.show(waiting(line, now, asking));
    return standings(line, now, asking);
  }

  private static Map<DeploymentId, Standing> waiting(
      BuildLine line, List<BuildTicket> all, Set<UUID> asking) {
    Map<DeploymentId, Standing> waiting = new HashMap<>();
    all.stream()
        .filter(ticket -> asking.contains(ticket.holder()))
        .forEach(ticket ->
            line.standing(ticket).ifPresent(place -> waiting.put(ticket.deployment(), place)));
    return waiting;
  }

  private static Map<UUID, Standing> standings(
      BuildLine line, List<BuildTicket> all, Set<UUID> asking) {
    Map<UUID, Standing> standings = new HashMap<>();
    asking.forEach(holder -> standings.put(holder, Standing.GONE));
    all.stream()
        .filter(ticket -> asking.contains(ticket.holder()))
        .forEach(ticket ->
            standings.put(ticket.holder(), line.standing(ticket).orElse(Standing.BUILDS)));
    return standings;
  }
}
