package dev.stackyn.deployments.adapters.git;

import dev.stackyn.kernel.AddressRange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses that anybody on the internet may ask from those that lead somewhere special: this
 * machine, its networks, the services that clouds put on link-local addresses. After the
 * special-purpose registries of IANA.
 */
final class PublicAddresses {
  private static final List<AddressRange> SPECIAL_V4 =
      AddressRange.list(
          "0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,192.0.0.0/24,"
              + "192.0.2.0/24,192.31.196.0/24,192.52.193.0/24,192.88.99.0/24,192.168.0.0/16,"
              + "192.175.48.0/24,198.18.0.0/15,198.51.100.0/24,203.0.113.0/24,224.0.0.0/3");

  /**
   * Everything else is private, link-local, multicast, or holds an IPv4 address (mapped, NAT64).
   */
  private static final List<AddressRange> GLOBAL_V6 = AddressRange.list("2000::/3");

  /** Tunnels that hold an IPv4 address, documentation, benchmarks. */
  private static final List<AddressRange> SPECIAL_V6 =
      AddressRange.list("2001::/23,2001:db8::/32,2002::/16,2620:4f:8000::/48,3fff::/20");

  private PublicAddresses() {}

  static boolean hold(InetAddress address) {
    return address instanceof Inet6Address
        ? anyHolds(GLOBAL_V6, address) && !anyHolds(SPECIAL_V6, address)
        : !anyHolds(SPECIAL_V4, address);
  }

  private static boolean anyHolds(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
