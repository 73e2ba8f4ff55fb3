package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.engine.ports.Containers.Listening;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the kernel's tables of TCP sockets, {@code /proc/net/tcp} and {@code tcp6}. */
final class SocketTable {
  /** Number, local address and port, remote ones, and the state that means "listens". */
  private static final Pattern LISTENER =
      Pattern.compile("\\s*\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F:]+ 0A .*");

  /** The engine's name server sits in every container, on a loopback address of its own. */
  private static final String NAME_SERVER = "0B00007F";

  private static final String LOOPBACK_6 = "00000000000000000000000001000000";
  private static final String MAPPED_4 = "0000000000000000FFFF0000";
  private static final String LOOPBACK_4 = "7F";

  private SocketTable() {}

  static Set<Listening> listening(Collection<String> lines) {
    Map<Integer, Boolean> loopbackOnly = new TreeMap<>();
    for (String line : lines) {
      Matcher listener = LISTENER.matcher(line);
      if (listener.matches() && !listener.group(1).equals(NAME_SERVER)) {
        loopbackOnly.merge(
            Integer.parseInt(listener.group(2), 16),
            isLoopback(listener.group(1)),
            (one, other) -> one && other);
      }
    }
    return loopbackOnly.entrySet().stream()
        .map(port -> new Listening(port.getKey(), port.getValue()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** In words of four bytes, each printed with its last byte first. */
  private static boolean isLoopback(String address) {
    boolean inFourBytes = address.length() == 8 || address.startsWith(MAPPED_4);
    return address.equals(LOOPBACK_6) || (inFourBytes && address.endsWith(LOOPBACK_4));
  }
}
