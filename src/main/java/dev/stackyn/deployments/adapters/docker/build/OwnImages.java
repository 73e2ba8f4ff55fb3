package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Recipe;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The images that this platform has on its engine: found, named, removed. Those of others are as if
 * they were not there.
 *
 * <p>What has just been built has a name that says so until it has been looked through. A process
 * may die in between: then nobody takes the image for one that was found good.
 */
final class OwnImages {
  private static final String UNCHECKED = "-unchecked";
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final EngineHttp engine;
  private final String instance;

  OwnImages(EngineHttp engine, String instance) {
    this.engine = engine;
    this.instance = instance;
  }

  /** What an image is called until it has been looked through. */
  String provisional(String name) {
    return freeName(name) + UNCHECKED;
  }

  /** From now on it has its name, and is found under it. */
  BuiltImage approve(BuiltImage image, String name) {
    tag(image.id(), freeName(name));
    image.names().stream().filter(OwnImages::isUnchecked).forEach(this::delete);
    return look(image.id().value()).orElseThrow(DockerImages::lost);
  }

  private static boolean isUnchecked(String name) {
    return name.endsWith(UNCHECKED);
  }

  private static boolean isApproved(BuiltImage image) {
    return image.names().stream().anyMatch(name -> !isUnchecked(name));
  }

  /** The image that has the name, if it was made for the deployment. */
  Optional<BuiltImage> named(String name, DeploymentId deployment) {
    return look(name).filter(image -> image.deployment().equals(deployment));
  }

  Optional<BuiltImage> find(DeploymentId deployment) {
    return all(Labels.DEPLOYMENT + "=" + deployment).stream()
        .filter(OwnImages::isApproved)
        .max(Comparator.comparing(BuiltImage::made));
  }

  List<BuiltImage> list(AppId app) {
    return all(Labels.APP + "=" + app).stream()
        .sorted(Comparator.comparing(BuiltImage::made).reversed())
        .toList();
  }

  /** Their times would not do: of steps that were all done before, it is the time of then. */
  Optional<BuiltImage> reuse(AppId app, Recipe recipe, String name) {
    return all(Labels.APP + "=" + app, Labels.RECIPE + "=" + recipe).stream()
        .filter(OwnImages::isApproved)
        .sorted(
            Comparator.comparingLong((BuiltImage image) -> image.deployment().value()).reversed())
        .filter(image -> tag(image.id(), freeName(name)))
        .findFirst();
  }

  private List<BuiltImage> all(String... labels) {
    String own = Labels.INSTANCE + "=" + instance;
    byte[] filter =
        Labels.filter(
            engine, Stream.concat(Stream.of(labels), Stream.of(own)).toArray(String[]::new));
    JsonNode listed =
        engine.json(
            EngineRequest.get("/images/json")
                .with("filters", new String(filter, StandardCharsets.UTF_8)));
    return Json.list(listed).stream()
        .flatMap(image -> Json.text(image, "Id").stream())
        .distinct()
        .flatMap(id -> look(id).stream())
        .toList();
  }

  Optional<BuiltImage> look(String reference) {
    return engine
        .find(EngineRequest.get("/images/" + EngineRequest.part(reference) + "/json"))
        .filter(this::isOurs)
        .flatMap(EngineDialect::image);
  }

  private boolean isOurs(JsonNode image) {
    return Json.text(image, "Config", "Labels", Labels.INSTANCE)
        .filter(instance::equals)
        .isPresent();
  }

  /**
   * Another platform on this engine may have an app of the same name, whose deployment has the same
   * number: its image keeps the name.
   */
  private String freeName(String name) {
    boolean taken =
        engine
            .find(EngineRequest.get("/images/" + EngineRequest.part(name) + "/json"))
            .filter(found -> !isOurs(found))
            .isPresent();
    return taken ? name + "-" + instance : name;
  }

  /** False when the image has been removed in the meantime. */
  private boolean tag(ImageId image, String name) {
    int colon = name.lastIndexOf(':');
    try {
      engine.tell(
          EngineRequest.post("/images/" + image + "/tag")
              .with("repo", name.substring(0, colon))
              .with("tag", name.substring(colon + 1)));
      return true;
    } catch (Refused e) {
      if (e.status() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Name by name, and never by force: the engine refuses to take the last name of an image that a
   * container needs, and takes the image with it otherwise.
   */
  boolean remove(ImageId image) {
    Optional<BuiltImage> found = look(image.value());
    if (found.isEmpty()) {
      return true;
    }
    for (String name : found.get().names()) {
      if (!delete(name)) {
        return false;
      }
    }
    return !found.get().names().isEmpty() || delete(image.value());
  }

  private boolean delete(String reference) {
    try {
      engine.tell(EngineRequest.delete("/images/" + EngineRequest.part(reference)));
      return true;
    } catch (Refused e) {
      if (e.status() == CONFLICT) {
        return false;
      }
      if (e.status() == NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }
}
