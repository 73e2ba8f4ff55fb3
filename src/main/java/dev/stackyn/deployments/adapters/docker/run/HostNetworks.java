package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.domain.Subnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which addresses this host uses or knows a way to: a network of ours there would hide them. */
final class HostNetworks {
  private static final Path ROUTES = Path.of("/proc/net/route");
  private static final int DESTINATION = 1;
  private static final int MASK = 7;

  private HostNetworks() {}

  static List<Subnet> all() {
    List<Subnet> all = new ArrayList<>(interfaces());
    try {
      all.addAll(Files.exists(ROUTES) ? routes(Files.readAllLines(ROUTES)) : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("the host's routes cannot be read", e);
    }
    return all;
  }

  private static List<Subnet> interfaces() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(one -> one.getInterfaceAddresses().stream())
          .filter(one -> one.getAddress() instanceof Inet4Address)
          .map(one ->
              new Subnet(
                  ByteBuffer.wrap(one.getAddress().getAddress()).getInt(),
                  one.getNetworkPrefixLength()))
          .toList();
    } catch (SocketException e) {
      throw new UncheckedIOException("the host's interfaces cannot be read", e);
    }
  }

  /** The default route leads everywhere, and is no reason to stay away. */
  static List<Subnet> routes(List<String> table) {
    return table.stream()
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > MASK)
        .flatMap(fields -> route(fields[DESTINATION], fields[MASK]).stream())
        .filter(subnet -> subnet.bits() > 0)
        .toList();
  }

  private static Optional<Subnet> route(String destination, String mask) {
    if (!Stream.of(destination, mask).allMatch(field -> field.matches("[0-9A-Fa-f]{8}"))) {
      return Optional.empty();
    }
    int bits = Integer.bitCount(Integer.parseUnsignedInt(mask, 16));
    // The kernel prints the bytes as they lie in memory, the first one last.
    int address = Integer.reverseBytes(Integer.parseUnsignedInt(destination, 16));
    return Optional.of(new Subnet(address, bits));
  }
}
