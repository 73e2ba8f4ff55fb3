package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.BuildLimits;
import dev.stackyn.deployments.engine.ports.BuildRequest;
import dev.stackyn.deployments.engine.ports.BuildSource;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.Recipe;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a deployment's spec means for the builder and the container. */
final class Orders {
  /** To be raised when the same sources and settings come to be built in another way. */
  private static final String WAY_OF_BUILDING = "1";

  private static final int USUAL_PORT = 8_080;
  private static final Duration PREPARATION = Duration.ofMinutes(10);
  private static final List<String> COMPOSE_FILES =
      List.of("docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml");

  private final DeploymentId id;
  private final DeploySpec spec;

  Orders(DeploymentId id, DeploySpec spec) {
    this.id = id;
    this.spec = spec;
  }

  Duration stopGrace() {
    return spec.run().bounds().stopGrace();
  }

  /** How long the release command may take. */
  Duration preparation() {
    return PREPARATION;
  }

  /** The repository's own Dockerfile, or a reason why there is nothing to build. */
  BuildSource plan(Checkout checkout) {
    Path context = spec.build().context();
    Path dockerfile = spec.build().dockerfile().orElseGet(() -> context.resolve("Dockerfile"));
    if (!exists(checkout, dockerfile)) {
      throw COMPOSE_FILES.stream().anyMatch(name -> exists(checkout, context.resolve(name)))
          ? new DeployFailure(
              DeployCode.DOCKER_COMPOSE_PRESENT,
              "The repository has a Compose file and no Dockerfile: apps of several services are"
                  + " not supported. Add a Dockerfile for the one that answers requests.")
          : new DeployFailure(
              DeployCode.DOCKERFILE_MISSING,
              "There is no %s in the repository. Add one, or set the Dockerfile's path."
                  .formatted(dockerfile));
    }
    return new BuildSource(
        checkout.folder().toAbsolutePath(), context, dockerfile, checkout.commit().at());
  }

  /** Everything that decides what comes out of a build, as far as it is known before. */
  Recipe recipe(Commit commit, BuildSource source) {
    List<String> parts =
        new ArrayList<>(
            List.of(
                WAY_OF_BUILDING,
                commit.sha(),
                source.context().toString(),
                source.dockerfile().toString(),
                spec.build().target().orElse("")));
    new TreeMap<>(spec.build().arguments())
        .forEach((name, value) -> parts.addAll(List.of(name, value)));
    return Recipe.of(parts);
  }

  String imageName() {
    return "stackyn/%s:%s".formatted(spec.slug(), id);
  }

  BuildRequest build(BuildSource source, Recipe recipe, BuildLimits limits) {
    return new BuildRequest(
        spec.app(),
        id,
        id.toString(),
        recipe,
        imageName(),
        source,
        spec.build().target(),
        spec.build().arguments(),
        Map.of(),
        Map.of(),
        spec.build().freshness(),
        limits);
  }

  ContainerSpec container(
      BuiltImage image, ContainerSpec.Purpose purpose, Optional<List<String>> command) {
    Map<String, Secret> environment = new HashMap<>(spec.run().environment());
    environment.put("PORT", new Secret(String.valueOf(port(image))));
    return new ContainerSpec(
        spec.app(),
        id,
        spec.slug(),
        purpose,
        image.id(),
        command,
        environment,
        spec.run().bounds(),
        spec.run().surroundings().volumes(),
        spec.run().surroundings().restart(),
        spec.run().surroundings().privileges());
  }

  /** What the user says, else what the image says if it is clear, else the usual one. */
  int port(BuiltImage image) {
    List<Integer> exposed = image.config().ports();
    return spec.run().health().port().orElse(exposed.size() == 1 ? exposed.getFirst() : USUAL_PORT);
  }

  /** Links in a checkout stay inside it. */
  private static boolean exists(Checkout checkout, Path file) {
    Path found = checkout.folder().resolve(file).normalize();
    return found.startsWith(checkout.folder()) && Files.isRegularFile(found);
  }
}
