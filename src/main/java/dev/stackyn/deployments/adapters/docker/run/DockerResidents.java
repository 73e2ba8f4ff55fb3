package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.ContainerSpec.Purpose;
import dev.stackyn.deployments.ports.InstanceStore;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Residents;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Provider;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Residents} of a Docker engine: the containers of ours that run. */
public final class DockerResidents implements Residents {
  private static final Logger LOG = LoggerFactory.getLogger(DockerResidents.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final EngineHttp engine;

  /** Made late: with it comes the database. */
  private final Provider<InstanceStore> instance;

  public DockerResidents(EngineHttp engine, Provider<InstanceStore> instance) {
    this.engine = engine;
    this.instance = instance;
  }

  @Override
  public String platform() {
    return instance.get().instance();
  }

  @Override
  public Map<AppId, Set<InetAddress>> of(String platform) {
    try {
      return engine.ask(running(platform), PATIENCE, answer -> read(engine.tree(answer.bytes())));
    } catch (DeployFailure e) {
      LOG.debug("Who is where is not known before the database", e);
      return Map.of();
    }
  }

  private EngineRequest running(String platform) {
    List<String> labels =
        List.of(
            Labels.INSTANCE + "=" + platform,
            Labels.PURPOSE + "=" + OwnContainers.purpose(Purpose.SERVE));
    byte[] filter =
        engine.bytes(
            JsonNode.createObjectNode(
                Map.of("label", Json.array(labels), "status", Json.array(List.of("running")))));
    return EngineRequest.get("/containers/json")
        .with("filters", new String(filter, StandardCharsets.UTF_8));
  }

  private static Map<AppId, Set<InetAddress>> read(JsonNode listed) {
    Map<AppId, Set<InetAddress>> residents = new HashMap<>();
    for (JsonNode container : Json.list(listed)) {
      Json.text(container, "Labels", Labels.APP)
          .flatMap(AppId::parse)
          .ifPresent(app ->
              residents.computeIfAbsent(app, none -> new HashSet<>()).addAll(addresses(container)));
    }
    return residents;
  }

  private static List<InetAddress> addresses(JsonNode container) {
    return Json.names(container, "NetworkSettings", "Networks").stream()
        .flatMap(network ->
            Json.text(container, "NetworkSettings", "Networks", network, "IPAddress").stream())
        .map(InetAddress::ofLiteral)
        .toList();
  }
}
