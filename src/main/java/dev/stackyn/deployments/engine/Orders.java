package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.DeploySpec.Health;
import dev.stackyn.deployments.engine.ports.BuildLimits;
import dev.stackyn.deployments.engine.ports.BuildRequest;
import dev.stackyn.deployments.engine.ports.BuildSource;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import dev.stackyn.deployments.engine.ports.Recipe;
import dev.stackyn.deployments.engine.secrets.KnownSecrets;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Secret;
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
  private static final String WAY_OF_BUILDING = "2";

  /**
   * Another value whenever a build variable changed: a step after {@code ARG} of this name is done
   * again then, where the builder would else give what came of it with the old ones.
   */
  private static final String SECRETS_VERSION = "STACKYN_BUILD_VARIABLES";

  private static final int USUAL_PORT = 8_080;
  private static final Duration PREPARATION = Duration.ofMinutes(10);

  private final DeploymentId id;
  private final DeploySpec spec;

  Orders(DeploymentId id, DeploySpec spec) {
    this.id = id;
    this.spec = spec;
  }

  /** How long the release command may take. */
  Duration preparation() {
    return PREPARATION;
  }

  /** What is settled before anybody has looked at the repository. */
  Wishes wishes() {
    return Wishes.of(spec.build(), spec.run().health().port(), spec.app().toString());
  }

  BuildSource source(Checkout checkout, Plan plan) {
    return new BuildSource(
        checkout.folder().toAbsolutePath(),
        plan.context(),
        plan.instructions(),
        checkout.commit().at());
  }

  /** Everything that decides what comes out of a build, as far as it is known before. */
  Recipe recipe(Commit commit, Plan plan) {
    List<String> parts =
        new ArrayList<>(
            List.of(
                WAY_OF_BUILDING,
                commit.sha(),
                plan.context().toString(),
                spec.build().target().orElse("")));
    parts.addAll(words(plan.instructions()));
    parts.addAll(words(plan.hints()));
    new TreeMap<>(spec.build().arguments())
        .forEach((name, value) -> parts.addAll(List.of(name, value)));
    if (!spec.build().secretsVersion().isEmpty()) {
      parts.add(spec.build().secretsVersion());
    }
    return Recipe.of(parts);
  }

  private static List<String> words(Instructions instructions) {
    return switch (instructions) {
      case Instructions.Own own -> List.of("own", own.dockerfile().toString());
      case Instructions.Generated made -> {
        List<String> words = new ArrayList<>(List.of("generated", made.dockerfile()));
        made.files().forEach((path, text) -> words.addAll(List.of(path, text)));
        words.addAll(made.ignored());
        yield words;
      }
    };
  }

  private static List<String> words(Hints hints) {
    return List.of(
        hints.port().map(String::valueOf).orElse(""),
        hints.healthPath().orElse(""),
        String.join("\0", hints.start().orElse(List.of())),
        String.join("\0", hints.prepare().orElse(List.of())));
  }

  String imageName() {
    return "stackyn/%s:%s".formatted(spec.slug(), id);
  }

  BuildRequest build(BuildSource source, Hints hints, Recipe recipe, BuildLimits limits) {
    return new BuildRequest(
        spec.app(),
        id,
        id.toString(),
        recipe,
        imageName(),
        source,
        spec.build().target().filter(_ -> source.instructions() instanceof Instructions.Own),
        arguments(),
        spec.build().secrets(),
        spec.build().logins(),
        KnownSecrets.of(spec).forImages(),
        hints,
        spec.build().freshness(),
        limits);
  }

  private Map<String, String> arguments() {
    if (spec.build().secretsVersion().isEmpty()) {
      return spec.build().arguments();
    }
    Map<String, String> arguments = new HashMap<>(spec.build().arguments());
    arguments.putIfAbsent(SECRETS_VERSION, BuildVariables.of(spec.build()).version());
    return arguments;
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

  /** What the user says, else the repository, else the image if it is clear, else the usual one. */
  int port(BuiltImage image) {
    List<Integer> exposed = image.config().ports();
    return spec.run()
        .health()
        .port()
        .or(image.config().hints()::port)
        .orElse(exposed.size() == 1 ? exposed.getFirst() : USUAL_PORT);
  }

  Health health(BuiltImage image) {
    return spec.run().health().or(image.config().hints());
  }

  /** What is run instead of the image's own command. */
  Optional<List<String>> start(BuiltImage image) {
    return spec.run().commands().start().or(image.config().hints()::start);
  }

  /** What is run once before the switch. */
  Optional<List<String>> prepare(BuiltImage image) {
    return spec.run().commands().prepare().or(image.config().hints()::prepare);
  }
}
