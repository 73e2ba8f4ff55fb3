package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.IdentitySettings;
import dev.stackyn.kernel.AddressRange;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the settings name: the only ones that are believed about where things come from.
 */
@Singleton
final class TrustedProxies {
  private final List<AddressRange> ranges;

  TrustedProxies(IdentitySettings settings) {
    ranges = settings.rates().trustedProxies();
  }

  boolean include(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * What the nearest proxy, if it is one of them, says in this header. Of several values that is
   * the last: those before it may be anybody's.
   */
  Optional<String> word(HttpRequest<?> request, String header) {
    @Nullable InetAddress peer = request.getRemoteAddress().getAddress();
    List<String> lines = request.getHeaders().getAll(header);
    if (peer == null || lines.isEmpty() || !include(peer)) {
      return Optional.empty();
    }
    String line = lines.getLast();
    return Optional.of(line.substring(line.lastIndexOf(',') + 1).strip());
  }
}
