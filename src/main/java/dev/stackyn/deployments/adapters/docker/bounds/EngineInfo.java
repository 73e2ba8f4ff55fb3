package dev.stackyn.deployments.adapters.docker.bounds;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.ports.BuildHost;
import io.micronaut.json.tree.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an engine says of itself and its machine.
 *
 * @param root where it keeps images and the cache of builds
 */
record EngineInfo(BuildHost.Facts facts, Path root, boolean systemd) {
  static EngineInfo ask(EngineHttp engine) {
    return of(engine.json(EngineRequest.get("/info")));
  }

  static EngineInfo of(JsonNode info) {
    return new EngineInfo(
        new BuildHost.Facts(
            Json.text(info, "ID").orElse("unnamed"),
            Math.max(1, (int) Json.number(info, "NCPU")),
            Json.number(info, "MemTotal")),
        Path.of(Json.text(info, "DockerRootDir").orElse("/var/lib/docker")),
        Optional.of("systemd").equals(Json.text(info, "CgroupDriver")));
  }
}
