package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Proxies;
import dev.stackyn.identity.domain.RouterPass;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is believed about where things come from: the proxies that the settings name, and our router.
 */
@Singleton
final class TrustedProxies {
  private final Proxies proxies;
  private final RouterPass pass;

  TrustedProxies(Proxies proxies, RouterPass pass) {
    this.proxies = proxies;
    this.pass = pass;
  }

  boolean isOurRouter(HttpRequest<?> request) {
    return pass.isShownBy(request.getHeaders().get(RouterPass.HEADER));
  }

  /**
   * What the nearest proxy, if it is one of them, says in this header. Of several values that is
   * the last: those before it may be anybody's.
   */
  Optional<String> word(HttpRequest<?> request, String header) {
    List<String> lines = request.getHeaders().getAll(header);
    if (lines.isEmpty() || !isBelieved(request)) {
      return Optional.empty();
    }
    String line = lines.getLast();
    return Optional.of(line.substring(line.lastIndexOf(',') + 1).strip());
  }

  private boolean isBelieved(HttpRequest<?> request) {
    @Nullable InetAddress peer = request.getRemoteAddress().getAddress();
    return (peer != null && proxies.include(peer)) || isOurRouter(request);
  }
}
