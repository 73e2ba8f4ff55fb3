package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.domain.BuildQueue.Standing;
import dev.stackyn.kernel.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everybody who builds on one engine, or waits to, and who comes next: the one whose owner has the
 * fewest builds running; of those who are equal in this the one whose plan puts him first, and then
 * the one who has asked first. Nobody has more builds running than his plan allows.
 */
final class BuildLine {
  private final int most;
  private final int building;
  private final List<Turn> waiting;

  /** The tickets are in the order in which they were asked for. */
  BuildLine(List<BuildTicket> tickets, int most) {
    this.most = most;
    this.building = (int) tickets.stream().filter(BuildTicket::building).count();
    this.waiting = inOrder(tickets);
  }

  /** As if each who comes next had begun: somebody's third build comes after others' second. */
  private static List<Turn> inOrder(List<BuildTicket> tickets) {
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
    return turns.stream()
        .sorted(
            Comparator.comparingInt(Turn::before)
                .thenComparing(turn -> !turn.ticket.share().first()))
        .toList();
  }

  /** Somebody who waits, and how many builds of the same owner come before his. */
  private record Turn(BuildTicket ticket, int before) {
    boolean isHeld() {
      return before >= ticket.share().atOnce();
    }
  }

  /** Those who need not wait any longer. */
  List<BuildTicket> next() {
    return waiting.stream()
        .filter(turn -> !turn.isHeld())
        .limit(Math.max(0, most - building))
        .map(Turn::ticket)
        .toList();
  }

  /** Nothing when it does not wait. */
  Optional<Standing> standing(BuildTicket ticket) {
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i).ticket().equals(ticket)) {
        return Optional.of(new Standing(false, i + 1, reason(waiting.get(i))));
      }
    }
    return Optional.empty();
  }

  private String reason(Turn turn) {
    if (building >= most) {
      return building == 1
          ? "a build runs, and no other may beside it"
          : "%d builds run, and no more may at once".formatted(building);
    }
    return turn.isHeld() ? reason(turn.ticket().share()) : "others come first";
  }

  private static String reason(BuildTicket.Share share) {
    return share.atOnce() == 1
        ? "the plan has one build at a time"
        : "the plan has %d builds at a time".formatted(share.atOnce());
  }
}
