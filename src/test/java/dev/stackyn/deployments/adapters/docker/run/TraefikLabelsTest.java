package dev.stackyn.deployments.adapters.docker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.domain.Subnet;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Secret;
import dev.stackyn.routing.domain.FrontSettings.Traefik;
import io.micronaut.json.tree.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TraefikLabelsTest {
  private static final AppId APP = new AppId(new UUID(1, 1));
  private static final Subnet POOL = Subnet.parse("10.250.0.0/16").orElseThrow();

  @Test
  void whoReadsContainersFindsRouterServiceAndNetwork() {
    TraefikLabels labels = new TraefikLabels(traefik(Optional.empty()), "apps.example.com");

    assertThat(labels.of(Specs.serve(APP, 1, "shop"), "stackyn-net"))
        .isEqualTo(
            Map.of(
                "traefik.enable", "true",
                "traefik.docker.network", "stackyn-net",
                "traefik.http.routers.shop.rule", "Host(`shop.apps.example.com`)",
                "traefik.http.routers.shop.entrypoints", "web,websecure",
                "traefik.http.routers.shop.service", "shop",
                "traefik.http.services.shop.loadbalancer.server.port", "8080"));
  }

  @Test
  void aResolverGetsTheCertificates() {
    TraefikLabels labels = new TraefikLabels(traefik(Optional.of("le")), "apps.example.com");

    assertThat(labels.of(Specs.serve(APP, 1, "shop"), "stackyn-net"))
        .containsEntry("traefik.http.routers.shop.tls.certresolver", "le");
  }

  @Test
  void onlyWhatServesIsToldOf() {
    DockerContainers.Setup setup =
        new DockerContainers.Setup(
            "here",
            POOL,
            true,
            Optional.of(new TraefikLabels(traefik(Optional.empty()), "apps.example.com")));

    JsonNode serving = new ContainerOrder(Specs.serve(APP, 1, "shop"), setup, "n", 2).json();
    JsonNode preparing =
        new ContainerOrder(Specs.prepare(Specs.serve(APP, 1, "shop")), setup, "n", 2).json();

    assertThat(Json.text(serving, "Labels", "traefik.enable")).contains("true");
    assertThat(Json.text(serving, "Labels", "stackyn.instance")).contains("here");
    assertThat(Json.text(preparing, "Labels", "traefik.enable")).isEmpty();
    assertThat(Json.text(preparing, "Labels", "stackyn.instance")).contains("here");
  }

  private static Traefik traefik(Optional<String> resolver) {
    return new Traefik(
        URI.create("http://127.0.0.1:8090"),
        new Secret("0123456789abcdef"),
        List.of("web", "websecure"),
        resolver,
        URI.create("http://127.0.0.1:8000"),
        Duration.ofSeconds(30),
        Duration.ZERO);
  }
}
