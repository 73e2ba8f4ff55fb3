package dev.stackyn.deployments.domain;

import dev.stackyn.kernel.AddressRange;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which places on the inside repositories may come from: hosts by name, networks by address,
 * folders of this machine. Everything public may be asked anyway, over an encrypted connection.
 */
public record AllowedHosts(Set<String> names, List<AddressRange> ranges, List<Path> roots) {
  public static final AllowedHosts NONE = new AllowedHosts(Set.of(), List.of(), List.of());

  private static final String EXPECTATION =
      "must be a comma list of host names, addresses, ranges such as 10.0.0.0/8, and folders such"
          + " as file:/srv/git";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
  private static final Pattern RANGE =
      Pattern.compile("[0-9.]+(/\\d+)?|[0-9a-f:.]*:[0-9a-f:.]*(/\\d+)?");

  public AllowedHosts {
    names = Set.copyOf(names);
    ranges = List.copyOf(ranges);
    roots = List.copyOf(roots);
  }

  public static AllowedHosts parse(String text) {
    Set<String> names = new HashSet<>();
    List<AddressRange> ranges = new ArrayList<>();
    List<Path> roots = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String entry = part.strip();
      String lower = entry.toLowerCase(Locale.ROOT);
      if (lower.startsWith("file:/")) {
        roots.add(Path.of(entry.substring("file:".length())).normalize());
      } else if (RANGE.matcher(lower).matches()) {
        ranges.addAll(AddressRange.list(lower));
      } else if (NAME.matcher(lower).matches()) {
        names.add(lower);
      } else {
        throw new IllegalArgumentException(EXPECTATION);
      }
    }
    return new AllowedHosts(names, ranges, roots);
  }

  public boolean namesHost(String host) {
    return names.contains(host.toLowerCase(Locale.ROOT));
  }

  public boolean holds(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
