package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.AppId;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Volumes of apps. They outlive containers, and go only when somebody says so. */
final class AppVolumes {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final EngineHttp engine;
  private final String instance;

  AppVolumes(EngineHttp engine, String instance) {
    this.engine = engine;
    this.instance = instance;
  }

  static String name(AppId app, String volume) {
    return "stackyn-%s-%s".formatted(app, volume);
  }

  /** One that is there is left as it is. Without this, the engine would make it without labels. */
  void ensure(AppId app, Set<String> volumes) {
    volumes.forEach(volume -> create(app, name(app, volume)));
  }

  private void create(AppId app, String name) {
    JsonNode order =
        JsonNode.createObjectNode(
            Map.of(
                "Name",
                JsonNode.createStringNode(name),
                "Labels",
                Json.object(Map.of(Labels.APP, app.toString(), Labels.INSTANCE, instance))));
    engine.tell(
        EngineRequest.post("/volumes/create")
            .body("application/json", out -> out.write(engine.bytes(order))));
  }

  void remove(AppId app) {
    names(app).forEach(this::delete);
  }

  private List<String> names(AppId app) {
    byte[] filter = Labels.filter(engine, Labels.APP + "=" + app, Labels.INSTANCE + "=" + instance);
    JsonNode listed =
        engine.json(
            EngineRequest.get("/volumes")
                .with("filters", new String(filter, StandardCharsets.UTF_8)));
    return Json.list(listed, "Volumes").stream()
        .flatMap(volume -> Json.text(volume, "Name").stream())
        .toList();
  }

  private void delete(String name) {
    try {
      engine.tell(EngineRequest.delete("/volumes/" + EngineRequest.part(name)));
    } catch (Refused e) {
      if (e.status() == CONFLICT) {
        throw new DeployFailure(
            DeployCode.INTERNAL_PLATFORM_ERROR,
            "The volume %s is in use by a container that is not Stackyn's.".formatted(name),
            e);
      }
      if (e.status() != NOT_FOUND) {
        throw e;
      }
    }
  }
}
