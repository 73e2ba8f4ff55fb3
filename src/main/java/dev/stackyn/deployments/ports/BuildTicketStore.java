package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.BuildQueue.Standing;
import dev.stackyn.deployments.domain.BuildTicket;
import dev.stackyn.kernel.DeploymentId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The tickets of those who build, or wait to, on the engines that this platform's nodes use. */
public interface BuildTicketStore {
  /** Until the present transaction ends, nobody else changes who builds on the engine. */
  void serialize(String engine);

  /**
   * A ticket for who begins to wait; one that an earlier attempt of the deployment left is gone.
   */
  void add(String engine, BuildTicket ticket, Duration lease);

  /**
   * These are good for another lease. One that had lapsed is there again as it is given, unless a
   * later attempt of its deployment has one.
   */
  void renew(String engine, Collection<BuildTicket> tickets, Duration lease);

  /** Those that are good, in the order in which the deployments were asked for. */
  List<BuildTicket> all(String engine);

  /** From now on these build. */
  void grant(Collection<BuildTicket> tickets);

  /** It neither builds nor waits any more; nothing happens when a later attempt has the ticket. */
  void drop(BuildTicket ticket);

  /** Where these stand in the line and why, for people to read; what they know stays as it is. */
  void show(Map<DeploymentId, Standing> waiting);
}
