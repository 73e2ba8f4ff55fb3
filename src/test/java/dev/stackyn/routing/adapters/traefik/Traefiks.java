package dev.stackyn.routing.adapters.traefik;

import dev.stackyn.kernel.Secret;
import dev.stackyn.routing.domain.FrontSettings.Traefik;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Traefiks that platforms may stand behind. */
final class Traefiks {
  static final Traefik PLAIN =
      new Traefik(
          URI.create("http://127.0.0.1:8090"),
          new Secret("0123456789abcdef"),
          List.of("web"),
          Optional.empty(),
          URI.create("http://127.0.0.1:8000"),
          Duration.ofSeconds(30),
          Duration.ZERO);

  static final Traefik TLS =
      new Traefik(
          PLAIN.api(),
          PLAIN.token(),
          List.of("web", "websecure"),
          Optional.of("letsencrypt"),
          PLAIN.router(),
          PLAIN.patience(),
          PLAIN.linger());

  private Traefiks() {}

  static Traefik at(URI api, Duration patience) {
    return new Traefik(
        api,
        PLAIN.token(),
        PLAIN.entryPoints(),
        PLAIN.resolver(),
        PLAIN.router(),
        patience,
        PLAIN.linger());
  }
}
