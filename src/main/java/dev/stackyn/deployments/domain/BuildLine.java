package dev.stackyn.deployments.domain;

import dev.stackyn.kernel.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everybody who builds on one engine, or waits to, and who comes next: the one whose owner has the
 * fewest builds running, and of those who are equal in this the one who has asked first.
 */
final class BuildLine {
  private final int most;
  private final int building;
  private final List<BuildTicket> waiting;

  /** The tickets are in the order in which they were asked for. */
  BuildLine(List<BuildTicket> tickets, int most) {
    this.most = most;
    this.building = (int) tickets.stream().filter(BuildTicket::building).count();
    this.waiting = inOrder(tickets);
  }

  /** As if each who comes next had begun: somebody's third build comes after others' second. */
  private static List<BuildTicket> inOrder(List<BuildTicket> tickets) {
    Map<UserId, Integer> builds = new HashMap<>();
    tickets.stream()
        .filter(BuildTicket::building)
        .forEach(ticket -> builds.merge(ticket.owner(), 1, Integer::sum));
    List<Turn> turns = new ArrayList<>();
    for (BuildTicket ticket : tickets) {
      if (!ticket.building()) {
        int before = builds.merge(ticket.owner(), 1, Integer::sum) - 1;
        turns.add(new Turn(ticket, before));
      }
    }
    return turns.stream().sorted(Comparator.comparingInt(Turn::before)).map(Turn::ticket).toList();
  }

  /** Somebody who waits, and how many builds of the same owner come before his. */
  private record Turn(BuildTicket ticket, int before) {}

  /** Those who need not wait any longer. */
  List<BuildTicket> next() {
    return waiting.subList(0, Math.clamp((long) most - building, 0, waiting.size()));
  }

  /** From 1 on; 0 when it does not wait. */
  int place(BuildTicket ticket) {
    return waiting.indexOf(ticket) + 1;
  }

  String reason() {
    if (building < most) {
      return "others come first";
    }
    return building == 1
        ? "a build runs, and no other may beside it"
        : "%d builds run, and no more may at once".formatted(building);
  }
}
