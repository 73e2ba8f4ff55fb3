package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.BuiltImage.HealthCheck;
import dev.stackyn.deployments.engine.ports.BuiltImage.ImageConfig;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.json.tree.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything in which engines differ, from 20.10 to 29, as far as images and builds notice.
 *
 * <p>Requests name no version of the API, so an engine answers in its newest: no engine refuses
 * that, while each version that could be named is refused by some. What changed in between was left
 * out or renamed, never given another sense, so each answer is read here for all of them.
 */
record EngineDialect(int release, String api, String platform) {
  private static final int BUILDKIT_API = 39;
  private static final int FRONTEND_1_4 = 23;

  static EngineDialect ask(EngineHttp engine) {
    return of(engine.json(EngineRequest.get("/version")));
  }

  static EngineDialect of(JsonNode version) {
    String number = Json.text(version, "Version").orElse("0");
    return new EngineDialect(
        leading(number),
        Json.text(version, "ApiVersion").orElse("1.0"),
        Json.text(version, "Os").orElse("linux")
            + "/"
            + Json.text(version, "Arch").orElse("amd64"));
  }

  private static int leading(String number) {
    String digits = number.split("\\D", 2)[0];
    return digits.isEmpty() || digits.length() > 6 ? 0 : Integer.parseInt(digits);
  }

  /**
   * The engine's own word, {@code Builder-Version}, only says which builder its command line should
   * prefer: 20.10 has BuildKit, and does not recommend it.
   */
  boolean hasBuildKit() {
    String[] parts = api.split("\\.", 2);
    return platform.startsWith("linux/")
        && (leading(parts[0]) > 1 || leading(parts[parts.length - 1]) >= BUILDKIT_API);
  }

  /** Whether COPY --link and heredocs work without a syntax line. */
  boolean knowsHeredocs() {
    return release >= FRONTEND_1_4;
  }

  /** What went wrong, in a line of a stream. Newer engines leave the shorter form out. */
  static Optional<String> error(JsonNode line) {
    return Json.text(line, "errorDetail", "message").or(() -> Json.text(line, "error"));
  }

  /** The classic builder says with which code a step ended; BuildKit says it in its text only. */
  static Optional<Integer> exitCode(JsonNode line) {
    return Optional.of((int) Json.number(line, "errorDetail", "code")).filter(code -> code != 0);
  }

  /** An image as an inspection shows it; nothing when it is not one of a deployment. */
  static Optional<BuiltImage> image(JsonNode inspected) {
    Optional<DeploymentId> deployment =
        Json.text(inspected, "Config", "Labels", Labels.DEPLOYMENT).flatMap(DeploymentId::parse);
    return deployment.map(one -> image(inspected, one));
  }

  private static BuiltImage image(JsonNode inspected, DeploymentId deployment) {
    return new BuiltImage(
        new ImageId(Json.text(inspected, "Id").orElse("")),
        names(inspected),
        deployment,
        Json.number(inspected, "Size"),
        Json.text(inspected, "Created").map(EngineDialect::time).orElse(Instant.EPOCH),
        config(inspected));
  }

  /** An image without a name has none, or one that says so, depending on the engine. */
  private static List<String> names(JsonNode inspected) {
    return Json.texts(inspected, "RepoTags").stream()
        .filter(name -> !name.contains("<none>"))
        .toList();
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static ImageConfig config(JsonNode inspected) {
    boolean startable =
        Stream.of("Cmd", "Entrypoint")
            .anyMatch(part -> !Json.texts(inspected, "Config", part).isEmpty());
    return new ImageConfig(
        ports(inspected),
        Json.text(inspected, "Config", "User").orElse(""),
        startable,
        Set.copyOf(Json.names(inspected, "Config", "Volumes")),
        Json.text(inspected, "Config", "StopSignal"),
        healthCheck(inspected),
        HintLabels.read(inspected));
  }

  private static List<Integer> ports(JsonNode inspected) {
    return Json.names(inspected, "Config", "ExposedPorts").stream()
        .filter(port -> port.matches("\\d{1,5}(/tcp)?"))
        .map(port -> leading(port))
        .filter(port -> port > 0 && port <= 65_535)
        .sorted()
        .toList();
  }

  private static Optional<HealthCheck> healthCheck(JsonNode inspected) {
    List<String> test = Json.texts(inspected, "Config", "Healthcheck", "Test");
    return test.isEmpty() || test.getFirst().equals("NONE")
        ? Optional.empty()
        : Optional.of(new HealthCheck(test));
  }
}
