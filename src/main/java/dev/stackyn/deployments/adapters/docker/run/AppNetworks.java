package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.domain.Subnet;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.AppId;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One small network per app: apps do not see each other, and an address that one app gives up is
 * never another's. Each has a range of its own, because the engine's own ranges end after about
 * thirty networks.
 *
 * <p>The bridge's name follows from the app: the engine refuses two bridges of one name, so of two
 * processes that make the network at once one fails, and finds the other's.
 */
final class AppNetworks {
  /** How the interfaces of all these bridges begin. */
  static final String BRIDGES = "st-";

  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

  /** With the prefix the longest name that an interface can have. */
  private static final int BRIDGE_BYTES = 6;

  private static final int ATTEMPTS = 8;
  private static final int NOT_FOUND = 404;

  private final EngineHttp engine;
  private final DockerContainers.Setup setup;

  AppNetworks(EngineHttp engine, DockerContainers.Setup setup) {
    this.engine = engine;
    this.setup = setup;
  }

  /** The name of the app's network, which is there now. */
  String ensure(AppId app) {
    List<Subnet> refused = new ArrayList<>();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<String> known = named(app);
      if (known.isPresent()) {
        return known.get();
      }
      Subnet subnet = free(app, refused);
      try {
        create(app, subnet);
      } catch (Refused e) {
        // Somebody was quicker: with this network, or with another one in this range.
        refused.add(subnet);
      }
    }
    throw new DeployFailure(
        DeployCode.INTERNAL_PLATFORM_ERROR,
        "The Docker engine refuses to make a network for the app. The administrator finds out why"
            + " with: docker network create");
  }

  private Optional<String> named(AppId app) {
    return ours(app).stream().flatMap(network -> Json.text(network, "Name").stream()).findFirst();
  }

  private Subnet free(AppId app, List<Subnet> refused) {
    List<Subnet> taken = new ArrayList<>(refused);
    Json.list(engine.json(EngineRequest.get("/networks"))).stream()
        .flatMap(network -> Json.list(network, "IPAM", "Config").stream())
        .flatMap(range -> Json.text(range, "Subnet").stream())
        .flatMap(range -> Subnet.parse(range).stream())
        .forEach(taken::add);
    if (setup.local()) {
      taken.addAll(HostNetworks.all());
    }
    return setup
        .networks()
        .free(ContainerSettings.NETWORK_BITS, taken, app.hashCode())
        .orElseThrow(() ->
            new DeployFailure(
                DeployCode.INTERNAL_PLATFORM_ERROR,
                "There is no room for another network in %s: the administrator sets"
                        .formatted(setup.networks())
                    + " STACKYN_NETWORKS to a range that nothing else on the host uses."));
  }

  private void create(AppId app, Subnet subnet) {
    JsonNode range = Json.object(Map.of("Subnet", subnet.toString(), "Gateway", subnet.gateway()));
    Map<String, JsonNode> order = new LinkedHashMap<>();
    order.put("Name", JsonNode.createStringNode("stackyn-" + app));
    order.put("CheckDuplicate", JsonNode.createBooleanNode(true));
    order.put("Driver", JsonNode.createStringNode("bridge"));
    order.put("EnableIPv6", JsonNode.createBooleanNode(false));
    order.put(
        "IPAM",
        JsonNode.createObjectNode(Map.of("Config", JsonNode.createArrayNode(List.of(range)))));
    order.put("Options", Json.object(Map.of(BRIDGE_NAME, bridge(app))));
    order.put(
        "Labels",
        Json.object(Map.of(Labels.APP, app.toString(), Labels.INSTANCE, setup.instance())));
    engine.tell(
        EngineRequest.post("/networks/create")
            .body(
                "application/json",
                out -> out.write(engine.bytes(JsonNode.createObjectNode(order)))));
  }

  private String bridge(AppId app) {
    byte[] name = (setup.instance() + " " + app).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
      return BRIDGES + HexFormat.of().formatHex(digest, 0, BRIDGE_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What others have put into it, such as a router of theirs, is taken out first. */
  void remove(AppId app) {
    for (JsonNode network : ours(app)) {
      String path = "/networks/" + Json.text(network, "Id").orElseThrow();
      engine
          .find(EngineRequest.get(path))
          .map(found -> Json.names(found, "Containers"))
          .orElse(List.of())
          .forEach(container -> disconnect(path, container));
      unlessGone(EngineRequest.delete(path));
    }
  }

  private void disconnect(String path, String container) {
    JsonNode order =
        JsonNode.createObjectNode(
            Map.of(
                "Container",
                JsonNode.createStringNode(container),
                "Force",
                JsonNode.createBooleanNode(true)));
    unlessGone(
        EngineRequest.post(path + "/disconnect")
            .body("application/json", out -> out.write(engine.bytes(order))));
  }

  private void unlessGone(EngineRequest request) {
    try {
      engine.tell(request);
    } catch (Refused e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
    }
  }

  private List<JsonNode> ours(AppId app) {
    byte[] filter =
        Labels.filter(engine, Labels.APP + "=" + app, Labels.INSTANCE + "=" + setup.instance());
    return Json.list(
        engine.json(
            EngineRequest.get("/networks")
                .with("filters", new String(filter, StandardCharsets.UTF_8))));
  }
}
