package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The containers on the engine that this platform made, as inspections show them. All others are as
 * if they were not there.
 */
final class OwnContainers {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final EngineHttp engine;
  private final String instance;

  OwnContainers(EngineHttp engine, String instance) {
    this.engine = engine;
    this.instance = instance;
  }

  static String purpose(ContainerSpec.Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  Optional<JsonNode> find(ContainerId container) {
    return inspect(container.value());
  }

  /** The one that was made for this deployment and purpose, whatever its name has become. */
  Optional<JsonNode> find(ContainerSpec spec) {
    return labelled(Labels.DEPLOYMENT, spec.deployment().toString()).stream()
        .filter(found ->
            Json.text(found, "Config", "Labels", Labels.PURPOSE)
                .filter(purpose(spec.purpose())::equals)
                .isPresent())
        .findFirst();
  }

  /** Whether a container of that name is there, whosoever. */
  boolean isShown(String name) {
    return engine
        .find(EngineRequest.get("/containers/" + EngineRequest.part(name) + "/json"))
        .isPresent();
  }

  List<JsonNode> labelled(String label, String value) {
    byte[] filter =
        Labels.filter(
            engine, label + "=" + value, Labels.INSTANCE + "=" + instance, Labels.PURPOSE);
    JsonNode listed =
        engine.json(
            EngineRequest.get("/containers/json")
                .with("all", "1")
                .with("filters", new String(filter, StandardCharsets.UTF_8)));
    return Json.list(listed).stream()
        .flatMap(found -> Json.text(found, "Id").stream())
        .flatMap(id -> inspect(id).stream())
        .toList();
  }

  /**
   * Asks it to end, kills it after the grace, and removes it with the volumes that have no name.
   */
  void remove(ContainerId container, Duration grace) {
    if (grace.isPositive()) {
      stop(container, grace);
    }
    unlessGone(
        EngineRequest.delete("/containers/" + container).with("force", "1").with("v", "1"),
        Duration.ZERO);
  }

  /** Asks it to end, and kills it after the grace. */
  void stop(ContainerId container, Duration grace) {
    long seconds = grace.plusMillis(999).toSeconds();
    unlessGone(
        EngineRequest.post("/containers/" + container + "/stop").with("t", Long.toString(seconds)),
        Duration.ofSeconds(seconds));
  }

  /** The engine says "conflict" when it is removing it already. */
  private void unlessGone(EngineRequest request, Duration work) {
    try {
      engine.tell(request, work);
    } catch (Refused e) {
      if (e.status() != NOT_FOUND && e.status() != CONFLICT) {
        throw e;
      }
    }
  }

  /** An image hands its labels on, but not this one: what bears it was made here. */
  private Optional<JsonNode> inspect(String id) {
    return engine
        .find(EngineRequest.get("/containers/" + EngineRequest.part(id) + "/json"))
        .filter(found ->
            Json.text(found, "Config", "Labels", Labels.INSTANCE)
                .filter(instance::equals)
                .isPresent())
        .filter(found -> Json.text(found, "Config", "Labels", Labels.PURPOSE).isPresent());
  }
}
