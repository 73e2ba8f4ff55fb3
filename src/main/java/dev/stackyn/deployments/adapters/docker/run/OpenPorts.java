package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.engine.ports.Containers.Listening;
import io.micronaut.json.tree.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a container's processes listen. The kernel tells it in files that are read on this host
 * where possible; else by a program in the container, if it has one that prints files.
 */
final class OpenPorts {
  private static final List<String> TABLES = List.of("net/tcp", "net/tcp6");

  private final EngineHttp engine;
  private final boolean local;

  OpenPorts(EngineHttp engine, boolean local) {
    this.engine = engine;
    this.local = local;
  }

  Set<Listening> of(JsonNode inspected) {
    String id = Json.text(inspected, "Id").orElse("");
    long process = Json.number(inspected, "State", "Pid");
    if (process == 0) {
      return Set.of();
    }
    return SocketTable.listening(here(id, process).orElseGet(() -> inside(id)));
  }

  /**
   * The engine's process number means another process, or none, where this platform runs in a
   * container itself: the control group says whether it is the right one.
   */
  private Optional<List<String>> here(String id, long process) {
    Path folder = Path.of("/proc", Long.toString(process));
    try {
      if (!local || !Files.readString(folder.resolve("cgroup")).contains(id)) {
        return Optional.empty();
      }
      List<String> lines = new ArrayList<>();
      for (String table : TABLES) {
        lines.addAll(Files.readAllLines(folder.resolve(table)));
      }
      return Optional.of(lines);
    } catch (IOException e) {
      // It has just ended, or has no IPv6, or is not to be seen from here.
      return Optional.empty();
    }
  }

  private List<String> inside(String id) {
    try {
      JsonNode order =
          JsonNode.createObjectNode(
              Map.of(
                  "AttachStdout",
                  JsonNode.createBooleanNode(true),
                  "Cmd",
                  Json.array(List.of("cat", "/proc/net/tcp", "/proc/net/tcp6"))));
      JsonNode made = engine.json(post("/containers/" + id + "/exec", order));
      String exec = Json.text(made, "Id").orElse("");
      JsonNode attached =
          JsonNode.createObjectNode(Map.of("Detach", JsonNode.createBooleanNode(false)));
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      engine.ask(
          post("/exec/" + exec + "/start", attached),
          answer -> {
            LogFrames.read(answer.body(), (_, text) -> printed.writeBytes(text));
            return printed;
          });
      return printed.toString(StandardCharsets.US_ASCII).lines().toList();
    } catch (Refused e) {
      // It has ended, or has no such program.
      return List.of();
    }
  }

  private EngineRequest post(String path, JsonNode body) {
    return EngineRequest.post(path).body("application/json", out -> out.write(engine.bytes(body)));
  }
}
