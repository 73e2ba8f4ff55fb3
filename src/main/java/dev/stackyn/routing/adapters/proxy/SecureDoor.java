package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouterSettings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Where an app should be asked instead: by TLS where there is any, and by the name of its choice.
 */
@Singleton
final class SecureDoor {
  private static final int USUAL_PORT = 443;

  private final Callers callers;
  private final RouterSettings settings;

  SecureDoor(Callers callers, RouterSettings settings) {
    this.callers = callers;
    this.settings = settings;
  }

  /** Scheme, name and port; nothing when it was asked where it should be. */
  Optional<String> better(Inbound in, Route route) {
    Host asked = in.host().orElseThrow();
    Host seen = route.seen(asked);
    String scheme = scheme(in.request());
    Optional<String> port =
        route.rules().toHttps() && scheme.equals("http") ? securePort(in) : Optional.empty();
    if (port.isPresent()) {
      return Optional.of("https://" + seen + port.get());
    }
    return seen.equals(asked)
        ? Optional.empty()
        : Optional.of(scheme + "://" + seen + in.portAsked());
  }

  /** A proxy that tells how it was asked has the usual port, or knows better than to ask us. */
  private Optional<String> securePort(Inbound in) {
    if (callers.scheme(in.request()).isPresent()) {
      return Optional.of("");
    }
    return settings.https().map(https -> ending(https.publicPort()));
  }

  /** Port 0 is any that is free: tests want it so, and ask the router which it has become. */
  private static String ending(int port) {
    return port == USUAL_PORT || port == 0 ? "" : ":" + port;
  }

  private String scheme(HttpServerRequest request) {
    return callers
        .scheme(request)
        .map(said -> said.equalsIgnoreCase("https") ? "https" : "http")
        .orElseGet(() -> request.isSSL() ? "https" : "http");
  }
}
