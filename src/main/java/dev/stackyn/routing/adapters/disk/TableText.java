package dev.stackyn.routing.adapters.disk;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Destination;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Rules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Routes as lines of text: a head that says whose they are, one line for each, and an end with a
 * sum over all of it.
 *
 * @param boot which start of the host this is; nothing when the host does not say
 * @param database tells the database from others
 */
record TableText(String boot, String database) {
  /** Room for a quarter of a million routes. */
  static final int LARGEST = 32 << 20;

  /** More than the first line can have. */
  static final int LONGEST_HEAD = 1 << 10;

  private static final String BEGIN = "stackyn-routes 1 ";
  private static final String END = "end ";
  private static final int WORDS_OF_HEAD = 6;
  private static final int WORDS_BEFORE_HOSTS = 3;

  boolean isOfSomeBoot() {
    return !boot.isEmpty();
  }

  void write(String platform, RouteTable table, OutputStream out) throws IOException {
    CRC32 sum = new CRC32();
    CheckedOutputStream summed = new CheckedOutputStream(out, sum);
    line(summed, BEGIN + String.join(" ", boot, database, platform, "" + table.revision()));
    long length = 0;
    for (Route route : table.routes()) {
      Optional<Backend> backend = route.backend();
      if (backend.isPresent() && route.rules().equals(Rules.NONE) && !route.hosts().isEmpty()) {
        length += line(summed, line(route, backend.get()));
      }
      if (length > LARGEST - LONGEST_HEAD) {
        throw new IOException("there are too many of them");
      }
    }
    line(out, end(sum));
  }

  private static String line(Route route, Backend backend) {
    StringBuilder line = new StringBuilder();
    line.append(route.app()).append(' ');
    line.append(backend.address().getHostAddress()).append(' ').append(backend.port());
    route.hosts().forEach(host -> line.append(' ').append(host));
    return line.toString();
  }

  private static int line(OutputStream out, String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
    out.write(bytes);
    return bytes.length;
  }

  /** Nothing when it is from another database, or from before the host was started. */
  Optional<String> platform(byte[] begin) throws IOException {
    String head = new String(begin, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    String[] words = head.split(" ", -1);
    if (!head.startsWith(BEGIN) || words.length != WORDS_OF_HEAD) {
      throw new IOException("the file does not begin as it should");
    }
    return isOfSomeBoot() && words[2].equals(boot) && words[3].equals(database)
        ? Optional.of(words[4])
        : Optional.empty();
  }

  /** Of the lines of other apps no more is read than whose they are. */
  List<Route> routes(byte[] bytes, Map<AppId, Set<InetAddress>> residents) throws IOException {
    String content = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = content.lastIndexOf('\n', content.length() - 2) + 1;
    requireWhole(bytes, end, content.substring(end));
    Map<String, Set<InetAddress>> wanted = new HashMap<>();
    residents.forEach((app, addresses) -> wanted.put(app.toString(), addresses));
    List<Route> routes = new ArrayList<>();
    int at = content.indexOf('\n') + 1;
    while (at < end) {
      int next = content.indexOf('\n', at) + 1;
      Set<InetAddress> addresses = wanted.get(content.substring(at, content.indexOf(' ', at)));
      if (addresses != null) {
        route(content.substring(at, next - 1).split(" ", -1), addresses).ifPresent(routes::add);
      }
      at = next;
    }
    return routes;
  }

  /** After this, all of it is what was written. */
  private static void requireWhole(byte[] bytes, int end, String last) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    if (!last.equals(end(sum) + "\n")) {
      throw new IOException("the file is not whole");
    }
  }

  private static String end(CRC32 sum) {
    return END + Long.toHexString(sum.getValue());
  }

  private static Optional<Route> route(String[] words, Set<InetAddress> addresses) {
    Backend backend = Backend.at(words[1], Integer.parseInt(words[2]));
    if (!addresses.contains(backend.address())) {
      return Optional.empty();
    }
    Set<Host> hosts =
        Stream.of(words)
            .skip(WORDS_BEFORE_HOSTS)
            .map(Host::new)
            .collect(Collectors.toUnmodifiableSet());
    return AppId.parse(words[0]).map(app -> new Route(app, hosts, new Destination.At(backend)));
  }
}
