package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.Proxies;
import dev.stackyn.kernel.AddressRange;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose a request is, and how he sent it, when proxies stand before the router. */
@Singleton
final class Callers {
  private final Proxies proxies;

  Callers(Proxies proxies) {
    this.proxies = proxies;
  }

  /** Nothing when it came from no address, which nothing may be concluded from. */
  Optional<InetAddress> address(HttpServerRequest request) {
    return peer(request)
        .map(peer ->
            proxies.client(peer, false, request.headers().getAll(Forwarding.FORWARDED_FOR)));
  }

  /** What the nearest proxy says about that; nothing when no proxy brought the request. */
  Optional<String> scheme(HttpServerRequest request) {
    @Nullable String said = last(request.headers().getAll(Forwarding.FORWARDED_PROTO));
    return said != null && peer(request).filter(proxies::include).isPresent()
        ? Optional.of(said)
        : Optional.empty();
  }

  private static Optional<InetAddress> peer(HttpServerRequest request) {
    return AddressRange.numeric(request.remoteAddress().hostAddress());
  }

  private static @Nullable String last(List<String> lines) {
    if (lines.isEmpty()) {
      return null;
    }
    String line = lines.getLast();
    return line.substring(line.lastIndexOf(',') + 1).strip();
  }
}
