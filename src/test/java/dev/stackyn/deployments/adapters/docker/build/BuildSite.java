package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.build.DockerImages.Setup;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.Hints;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.deployments.engine.ports.BuildLimits;
import dev.stackyn.deployments.engine.ports.BuildRequest;
import dev.stackyn.deployments.engine.ports.BuildSource;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.Recipe;
import dev.stackyn.deployments.engine.secrets.KnownSecrets;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.Stop;
import dev.stackyn.testing.RealDocker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A repository to write files into, and everything a build may be given. */
final class BuildSite {
  static final BuildLimits ROOMY =
      new BuildLimits(Duration.ofMinutes(5), 100_000_000, 2_000_000_000, 512_000_000, 1_000_000);

  private static final Instant COMMITTED = Instant.parse("2026-02-03T04:05:06Z");
  private static final AtomicLong DEPLOYMENTS = new AtomicLong(1);

  final EngineHttp engine = RealDocker.engine();
  final String instance = "test" + UUID.randomUUID().toString().substring(0, 8);
  final AppId app = new AppId(UUID.randomUUID());
  final List<String> log = new CopyOnWriteArrayList<>();
  final Map<String, String> arguments = new HashMap<>();
  final Map<String, Secret> secrets = new HashMap<>();
  final Map<String, Secret> known = new HashMap<>();
  final Map<String, RegistryLogin> logins = new HashMap<>();

  ContainerSettings.Builder builder = ContainerSettings.Builder.BUILDKIT;
  BuildLimits limits = ROOMY;
  Freshness freshness = Freshness.REUSE;
  Recipe recipe = Recipe.of(List.of("one"));
  Optional<String> target = Optional.empty();
  Path context = Path.of("");
  Path dockerfile = Path.of("Dockerfile");
  Optional<Instructions> generated = Optional.empty();
  Hints hints = Hints.NONE;
  DeploymentId deployment = new DeploymentId(DEPLOYMENTS.getAndIncrement());
  Stop stop = new Stop();
  Consumer<String> listener = _ -> {};

  private final Path root;

  BuildSite(Path root) {
    this.root = root;
  }

  BuildSite file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  DockerImages images() {
    return new DockerImages(
        engine, RealDocker.alarms(), new Unforeseen(), new Setup(instance, builder));
  }

  String name() {
    return "stackyn/%s:%s".formatted(instance, deployment);
  }

  BuiltImage build() {
    return images().build(request(), this::hear, stop);
  }

  private void hear(String line) {
    log.add(line);
    listener.accept(line);
  }

  BuildRequest request() {
    return new BuildRequest(
        app,
        deployment,
        "r1",
        recipe,
        name(),
        new BuildSource(root, context, instructions(), COMMITTED),
        target,
        arguments,
        secrets,
        logins,
        KnownSecrets.of(known).forImages(),
        hints,
        freshness,
        limits);
  }

  private Instructions instructions() {
    return generated.isPresent() ? generated.get() : new Instructions.Own(dockerfile);
  }

  void nextDeployment() {
    deployment = new DeploymentId(DEPLOYMENTS.getAndIncrement());
  }

  String logText() {
    return String.join("\n", log);
  }

  /** What a program prints in a container of the image. */
  String run(BuiltImage image, String... command) throws IOException, InterruptedException {
    return printed(
        Stream.concat(
                Stream.of("run", "--rm", "--network", "none", image.id().value()),
                Stream.of(command))
            .toArray(String[]::new));
  }

  /** What the engine's own command line says. */
  static String printed(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "-H", RealDocker.host().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + text);
    }
    return text.strip();
  }

  void clean() {
    images().list(app).forEach(image -> images().remove(image.id()));
  }

  boolean isOnEngine(String name) {
    return engine.find(EngineRequest.get("/images/" + name + "/json")).isPresent();
  }

  /** Two tests at once must not open the same session. */
  private static final class Unforeseen implements RandomSource {
    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] bytes(int count) {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    }

    @Override
    public int below(int bound) {
      return random.nextInt(bound);
    }
  }
}
