package dev.stackyn.deployments.adapters.docker.stock;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.domain.Stored;
import dev.stackyn.deployments.domain.Stored.Kind;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Images;
import dev.stackyn.deployments.ports.EngineStock;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@link EngineStock} on a Docker engine. */
public final class DockerStock implements EngineStock {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String UNUSED_FOR = "1h";
  private static final int NOT_FOUND = 404;

  /** Networks that somebody is in are refused as forbidden. */
  private static final int FORBIDDEN = 403;

  private static final int CONFLICT = 409;

  private final EngineHttp engine;
  private final Images images;
  private final String instance;

  /** The instance tells this platform from others on the same engine. */
  public DockerStock(EngineHttp engine, Images images, String instance) {
    this.engine = engine;
    this.images = images;
    this.instance = instance;
  }

  @Override
  public List<Stored> all() {
    return Stream.of(containers(), images(), networks()).flatMap(List::stream).toList();
  }

  /** An image hands its labels on to whoever runs it: ours say what they are for. */
  private List<Stored> containers() {
    EngineRequest asked = EngineRequest.get("/containers/json").with("all", "1");
    return ours(asked, Labels.PURPOSE).stream()
        .map(found ->
            stored(
                Kind.CONTAINER,
                found,
                Json.texts(found, "Names").stream().findFirst().map(DockerStock::bare),
                0))
        .toList();
  }

  private List<Stored> images() {
    return ours(EngineRequest.get("/images/json")).stream()
        .map(found ->
            stored(
                Kind.IMAGE,
                found,
                Json.texts(found, "RepoTags").stream()
                    .filter(name -> !name.contains("<none>"))
                    .findFirst(),
                Json.number(found, "Size")))
        .toList();
  }

  private List<Stored> networks() {
    return ours(EngineRequest.get("/networks")).stream()
        .map(found -> stored(Kind.NETWORK, found, Json.text(found, "Name"), 0))
        .toList();
  }

  private List<JsonNode> ours(EngineRequest request, String... labels) {
    String[] wanted =
        Stream.concat(Stream.of(Labels.INSTANCE + "=" + instance), Stream.of(labels))
            .toArray(String[]::new);
    String filter = new String(Labels.filter(engine, wanted), StandardCharsets.UTF_8);
    return Json.list(engine.json(request.with("filters", filter))).stream()
        .filter(found ->
            Json.text(found, "Labels", Labels.INSTANCE).filter(instance::equals).isPresent())
        .toList();
  }

  private static Stored stored(Kind kind, JsonNode found, Optional<String> name, long bytes) {
    String id = Json.text(found, "Id").orElse("");
    return new Stored(
        kind,
        id,
        name.orElse(id),
        Json.text(found, "Labels", Labels.APP).flatMap(AppId::parse),
        Json.text(found, "Labels", Labels.DEPLOYMENT).flatMap(DeploymentId::parse),
        bytes,
        made(found));
  }

  /** A number of seconds, or a text; what has neither counts as young, and stays. */
  private static Instant made(JsonNode found) {
    long seconds = Json.number(found, "Created");
    if (seconds > 0) {
      return Instant.ofEpochSecond(seconds);
    }
    try {
      return Json.text(found, "Created")
          .map(text -> OffsetDateTime.parse(text).toInstant())
          .orElse(Instant.MAX);
    } catch (DateTimeParseException e) {
      return Instant.MAX;
    }
  }

  private static String bare(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  @Override
  public boolean remove(Stored leftover) {
    return switch (leftover.kind()) {
      case CONTAINER -> removeContainer("/containers/" + leftover.id());
      case IMAGE -> images.remove(new ImageId(leftover.id()));
      case NETWORK -> done(EngineRequest.delete("/networks/" + leftover.id()), Duration.ZERO);
    };
  }

  /** With the volumes that have no name: they are nobody's without it. */
  private boolean removeContainer(String path) {
    EngineRequest end =
        EngineRequest.post(path + "/stop").with("t", Long.toString(GRACE.toSeconds()));
    return done(end, GRACE)
        && done(EngineRequest.delete(path).with("force", "1").with("v", "1"), Duration.ZERO);
  }

  private boolean done(EngineRequest request, Duration work) {
    try {
      engine.tell(request, work);
      return true;
    } catch (Refused e) {
      if (e.status() == NOT_FOUND) {
        return true;
      }
      if (e.status() == CONFLICT || e.status() == FORBIDDEN) {
        return false;
      }
      throw e;
    }
  }

  /** What several builds share is on the disk once. */
  @Override
  public long cached() {
    return Json.list(engine.json(EngineRequest.get("/system/df")), "BuildCache").stream()
        .filter(
            record -> !Json.at(record, "Shared").map(shared -> shared.equals(TRUE)).orElse(false))
        .mapToLong(record -> Json.number(record, "Size"))
        .sum();
  }

  private static final JsonNode TRUE = JsonNode.createBooleanNode(true);

  @Override
  public long trimCache(long most) {
    byte[] unused =
        engine.bytes(JsonNode.createObjectNode(Map.of("until", Json.array(List.of(UNUSED_FOR)))));
    EngineRequest request =
        EngineRequest.post("/build/prune")
            .with("keep-storage", Long.toString(most))
            .with("filters", new String(unused, StandardCharsets.UTF_8));
    return engine.ask(
        request, PATIENCE, answer -> Json.number(engine.tree(answer.bytes()), "SpaceReclaimed"));
  }
}
