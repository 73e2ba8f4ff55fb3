package dev.stackyn.routing.adapters.traefik;

import dev.stackyn.routing.domain.FrontSettings;
import dev.stackyn.routing.ports.Front;
import io.micronaut.context.annotation.Factory;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;

/** Puts Traefik before our own router, if the settings say so. */
@Factory
class FrontFactory {
  @Singleton
  Front front(FrontSettings settings, JsonMapper mapper) {
    return settings
        .traefik()
        .<Front>map(traefik -> new TraefikFront(traefik, mapper))
        .orElse(Front.NOTHING);
  }
}
