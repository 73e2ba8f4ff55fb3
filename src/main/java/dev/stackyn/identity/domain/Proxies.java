package dev.stackyn.identity.domain;

import dev.stackyn.kernel.AddressRange;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies that the settings name: the only ones that are believed about where requests come
 * from.
 */
@Singleton
public final class Proxies {
  private static final int SITE_BYTES = 8;

  private final List<AddressRange> ranges;

  public Proxies(IdentitySettings settings) {
    ranges = settings.rates().trustedProxies();
  }

  public boolean include(InetAddress address) {
    return !ranges.isEmpty() && ranges.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * Whose request it is that came from this peer: what the header says is believed up to the first
   * hop that is none of these proxies.
   *
   * @param believed whether the peer is believed, whatever the settings name
   * @param forwardedFor the lines of {@code X-Forwarded-For} as they came
   */
  public InetAddress client(InetAddress peer, boolean believed, List<String> forwardedFor) {
    InetAddress client = peer;
    boolean goesOn = believed || include(peer);
    for (String hop : goesOn ? hops(forwardedFor) : List.<String>of()) {
      Optional<InetAddress> next = AddressRange.numeric(hop);
      if (!goesOn || next.isEmpty()) {
        break;
      }
      client = next.get();
      goesOn = include(client);
    }
    return client;
  }

  /** Whoever has one IPv6 address has the 2^64 of its network: they count as one. */
  public static String counted(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] site = Arrays.copyOf(address.getAddress(), SITE_BYTES);
    try {
      return InetAddress.getByAddress(Arrays.copyOf(site, 2 * SITE_BYTES)).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The nearest first. */
  private static List<String> hops(List<String> forwardedFor) {
    return forwardedFor.stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(String::strip)
        .toList()
        .reversed();
  }
}
