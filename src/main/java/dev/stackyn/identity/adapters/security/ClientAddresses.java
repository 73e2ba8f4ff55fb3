package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Proxies;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where requests really come from. What a header says about that is believed only of the proxies
 * that the settings name, and only up to the first one that they do not; and of our own router.
 */
@Singleton
final class ClientAddresses {
  private final TrustedProxies trusted;
  private final Proxies proxies;

  ClientAddresses(TrustedProxies trusted, Proxies proxies) {
    this.trusted = trusted;
    this.proxies = proxies;
  }

  String of(HttpRequest<?> request) {
    @Nullable InetAddress peer = request.getRemoteAddress().getAddress();
    return peer == null
        ? "unknown"
        : Proxies.counted(
            proxies.client(
                peer,
                trusted.isOurRouter(request),
                request.getHeaders().getAll("X-Forwarded-For")));
  }
}
