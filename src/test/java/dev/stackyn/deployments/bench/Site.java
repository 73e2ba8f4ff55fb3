package dev.stackyn.deployments.bench;

import dev.stackyn.deployments.adapters.detection.Detector;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.build.DockerImages;
import dev.stackyn.deployments.domain.BaseImage;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.engine.FolderFiles;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.Hints;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.ports.BuildLimits;
import dev.stackyn.deployments.engine.ports.BuildRequest;
import dev.stackyn.deployments.engine.ports.BuildSource;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import dev.stackyn.deployments.engine.ports.Recipe;
import dev.stackyn.deployments.engine.secrets.Redactor;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Stop;
import dev.stackyn.testing.BaseImages;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.WorkshopImage;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** An app on the engine, and what is made for it; all of it goes when this is closed. */
final class Site implements AutoCloseable {
  private static final int PORT = 8_080;
  private static final BuildLimits LIMITS =
      new BuildLimits(Duration.ofMinutes(10), 500 << 20, 4L << 30, 2L << 30, 8 << 20);

  private final EngineHttp engine = RealDocker.engine();
  private final String instance = "bench" + UUID.randomUUID().toString().substring(0, 8);
  private final AppId app = new AppId(UUID.randomUUID());
  private final DockerImages images =
      new DockerImages(
          engine,
          RealDocker.alarms(),
          new Unforeseen(),
          new DockerImages.Setup(instance, ContainerSettings.Builder.BUILDKIT));
  private final List<BuiltImage> made = new ArrayList<>();
  private long deployment;

  /** The run image is small, as the official one beside the full one. */
  static DetectionSettings settings() {
    return new DetectionSettings(
        Map.of(BaseImage.NODE_BUILD, WorkshopImage.name(), BaseImage.NODE, BaseImages.node()));
  }

  /** As it is planned without a Dockerfile. */
  Instructions generated(Path folder) {
    return new Detector(settings())
        .plan(
            FolderFiles.of(folder),
            new Wishes(
                Path.of(""),
                Optional.empty(),
                Optional.empty(),
                BuildVariables.NONE,
                app.toString()))
        .instructions();
  }

  BuiltImage build(Path folder, Instructions instructions) {
    deployment++;
    BuiltImage image =
        images.build(
            new BuildRequest(
                app,
                new DeploymentId(deployment),
                String.valueOf(deployment),
                Recipe.of(List.of(instance, String.valueOf(deployment))),
                "stackyn-bench/%s:%d".formatted(instance, deployment),
                new BuildSource(folder, Path.of(""), instructions, Instant.EPOCH),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Redactor.NONE,
                Hints.NONE,
                Freshness.REUSE,
                LIMITS),
            _ -> {},
            new Stop());
    made.add(image);
    return image;
  }

  /** From the start of a container to its first answer, in milliseconds. */
  double startToAnswer(BuiltImage image) throws IOException {
    JsonNode created =
        engine.json(
            EngineRequest.post("/containers/create")
                .body(
                    "application/json",
                    out ->
                        out.write(
                            """
                            {"Image": "%s", "Env": ["PORT=%d"], "HostConfig": {"Init": true}}
                            """
                                .formatted(image.id(), PORT)
                                .getBytes(StandardCharsets.UTF_8))));
    String id = Json.text(created, "Id").orElseThrow();
    try {
      engine.tell(EngineRequest.post("/containers/" + id + "/start"));
      long started = System.nanoTime();
      awaitAnswer(address(id));
      return (System.nanoTime() - started) / 1e6;
    } finally {
      engine.tell(EngineRequest.delete("/containers/" + id).with("force", "1"));
    }
  }

  private String address(String container) {
    return Json.text(
            engine.json(EngineRequest.get("/containers/" + container + "/json")),
            "NetworkSettings",
            "Networks",
            "bridge",
            "IPAddress")
        .orElseThrow();
  }

  private static void awaitAnswer(String address) throws IOException {
    for (int attempt = 0; attempt < 20_000; attempt++) {
      try (Socket socket = new Socket(InetAddress.getByName(address), PORT)) {
        socket
            .getOutputStream()
            .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        if (socket.getInputStream().read() == 'H') {
          return;
        }
      } catch (IOException e) {
        // Not yet.
      }
      LockSupport.parkNanos(1_000_000);
    }
    throw new IOException("the app did not answer");
  }

  @Override
  public void close() {
    made.reversed().forEach(image -> images.remove(image.id()));
  }

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
