package dev.stackyn.deployments.adapters.docker.wall;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules, as the packet filter prints them, and how to get there from what it has. Containers
 * answer this host, and ask it nothing: what listens on its addresses, the platform and its
 * database among it, is out of their reach. So is the address where clouds tell a machine its
 * secrets.
 */
final class WallRules {
  private static final String CHAIN = "ST-INPUT";

  /** The apps' bridges; and the engine's own, where the steps of builds run. */
  private static final List<String> BRIDGES = List.of("st-+", "docker0");

  private static final String REFUSAL = "-j REJECT --reject-with icmp-port-unreachable";
  private static final List<String> CHAIN_RULES =
      List.of(
          "-A ST-INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN",
          "-A ST-INPUT " + REFUSAL);
  private static final List<String> INPUT =
      BRIDGES.stream().map(bridge -> "INPUT -i %s -j %s".formatted(bridge, CHAIN)).toList();

  /** The engine leaves this chain to others, and asks it first. */
  private static final List<String> FORWARD =
      BRIDGES.stream()
          .map(bridge -> "DOCKER-USER -d 169.254.0.0/16 -i %s %s".formatted(bridge, REFUSAL))
          .toList();

  private WallRules() {}

  /** What is to be changed; nothing when all is as it should be. */
  static List<String> missing(List<String> present) {
    boolean chain = inChain(present, CHAIN).equals(CHAIN_RULES);
    boolean input = isFirst(present, "INPUT", INPUT);
    boolean forward = isFirst(present, "DOCKER-USER", FORWARD);
    List<String> changes = new ArrayList<>();
    if (!chain) {
      changes.add(":" + CHAIN + " - [0:0]");
      changes.addAll(CHAIN_RULES);
    }
    if (!input) {
      changes.addAll(anew(present, INPUT));
    }
    if (!forward) {
      changes.addAll(anew(present, FORWARD));
    }
    return changes;
  }

  /** How to take all of it away. */
  static List<String> removal(List<String> present) {
    List<String> changes = new ArrayList<>(deletions(present, INPUT));
    changes.addAll(deletions(present, FORWARD));
    if (present.contains("-N " + CHAIN)) {
      changes.add("-F " + CHAIN);
      changes.add("-X " + CHAIN);
    }
    return changes;
  }

  /** A rule that accepts would otherwise be asked before these. */
  private static boolean isFirst(List<String> present, String chain, List<String> rules) {
    List<String> wanted = rules.stream().map(rule -> "-A " + rule).toList();
    List<String> there = inChain(present, chain);
    return there.size() >= wanted.size() && there.subList(0, wanted.size()).equals(wanted);
  }

  private static List<String> inChain(List<String> present, String chain) {
    return present.stream().filter(rule -> rule.startsWith("-A " + chain + " ")).toList();
  }

  private static List<String> anew(List<String> present, List<String> rules) {
    return Stream.concat(
            deletions(present, rules).stream(), rules.reversed().stream().map(rule -> "-I " + rule))
        .toList();
  }

  private static List<String> deletions(List<String> present, List<String> rules) {
    return present.stream()
        .filter(rule -> rule.startsWith("-A ") && rules.contains(rule.substring(3)))
        .map(rule -> "-D" + rule.substring(2))
        .toList();
  }
}
