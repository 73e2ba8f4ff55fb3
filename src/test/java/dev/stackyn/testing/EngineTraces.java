package dev.stackyn.testing;

import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import io.micronaut.json.tree.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What there is of an app on the real engine, asked of the engine itself. */
public record EngineTraces(String app) {

  public List<String> containers() {
    return labelled("/containers/json", listed -> Json.list(listed).stream(), "Id");
  }

  public List<String> images() {
    return labelled("/images/json", listed -> Json.list(listed).stream(), "Id");
  }

  public List<String> networks() {
    return labelled("/networks", listed -> Json.list(listed).stream(), "Id");
  }

  public List<String> volumes() {
    return labelled("/volumes", listed -> Json.list(listed, "Volumes").stream(), "Name");
  }

  /** The names of its images. */
  public List<String> tags() {
    return images().stream()
        .flatMap(image ->
            Json.texts(
                RealDocker.engine().json(EngineRequest.get("/images/" + image + "/json")),
                "RepoTags")
                .stream())
        .toList();
  }

  /** The one container that it has, as the engine shows it. */
  public JsonNode container() {
    List<String> all = containers();
    if (all.size() != 1) {
      throw new AssertionError("not one container: " + all);
    }
    return RealDocker.engine().json(EngineRequest.get("/containers/" + all.getFirst() + "/json"));
  }

  public boolean nothing() {
    return Stream.of(containers(), images(), networks(), volumes()).allMatch(List::isEmpty);
  }

  public static void removeVolume(String name) {
    RealDocker.engine().tell(EngineRequest.delete("/volumes/" + EngineRequest.part(name)));
  }

  private List<String> labelled(
      String path, Function<JsonNode, Stream<JsonNode>> items, String name) {
    JsonNode listed =
        RealDocker.engine()
            .json(
                EngineRequest.get(path)
                    .with("all", "1")
                    .with("filters", "{\"label\":[\"stackyn.app=%s\"]}".formatted(app)));
    return items.apply(listed).flatMap(one -> Json.text(one, name).stream()).sorted().toList();
  }
}
