package dev.stackyn.identity.adapters.security;

import dev.stackyn.kernel.AddressRange;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where requests really come from. What a header says about that is believed only of the proxies
 * that the settings name, and only up to the first one that they do not.
 */
@Singleton
final class ClientAddresses {
  private static final int SITE_BYTES = 8;

  private final TrustedProxies proxies;

  ClientAddresses(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  String of(HttpRequest<?> request) {
    @Nullable InetAddress peer = request.getRemoteAddress().getAddress();
    if (peer == null) {
      return "unknown";
    }
    InetAddress client = peer;
    for (String hop : hops(request)) {
      Optional<InetAddress> next = AddressRange.numeric(hop);
      if (!proxies.include(client) || next.isEmpty()) {
        break;
      }
      client = next.get();
    }
    return text(client);
  }

  /** The nearest first. */
  private static List<String> hops(HttpRequest<?> request) {
    return request.getHeaders().getAll("X-Forwarded-For").stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(String::strip)
        .toList()
        .reversed();
  }

  /** Whoever has one IPv6 address has the 2^64 of its network: they count as one. */
  private static String text(InetAddress address) {
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
}
