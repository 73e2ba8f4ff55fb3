package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.kernel.Secret;
import dev.stackyn.routing.domain.FrontSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Traefik's Docker provider reads of an app's container, for whoever uses that instead of the
 * routes that this platform offers it.
 */
public record TraefikLabels(FrontSettings.Traefik traefik, String baseDomain) {

  /** By the network of each app Traefik would have to choose, and it chooses any. */
  Map<String, String> of(ContainerSpec spec, String network) {
    String router = "traefik.http.routers." + spec.slug();
    Map<String, String> labels = new TreeMap<>();
    labels.put("traefik.enable", "true");
    labels.put("traefik.docker.network", network);
    labels.put(router + ".rule", "Host(`%s.%s`)".formatted(spec.slug(), baseDomain));
    labels.put(router + ".entrypoints", String.join(",", traefik.entryPoints()));
    labels.put(router + ".service", spec.slug());
    traefik.resolver().ifPresent(resolver -> labels.put(router + ".tls.certresolver", resolver));
    Optional.ofNullable(spec.environment().get("PORT"))
        .map(Secret::reveal)
        .ifPresent(port ->
            labels.put(
                "traefik.http.services.%s.loadbalancer.server.port".formatted(spec.slug()), port));
    return labels;
  }
}
