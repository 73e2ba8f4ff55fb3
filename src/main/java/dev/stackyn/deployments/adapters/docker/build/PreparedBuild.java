package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.ports.BuildRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A build whose files have been read and measured; what is left is to send it.
 *
 * @param id by which the engine is told to cancel it
 * @param name of the image
 */
record PreparedBuild(
    String id,
    String name,
    BuildRequest request,
    Map<String, String> labels,
    SourceTree source,
    Dockerfile dockerfile) {

  /** A name that a repository hardly has, for a Dockerfile that is not in the context. */
  private static final String OUTSIDE = ".stackyn.dockerfile";

  static PreparedBuild of(
      String id, String name, BuildRequest request, Map<String, String> labels) {
    SourceTree source = SourceTree.of(request.source());
    return new PreparedBuild(
        id,
        name,
        request,
        labels,
        source,
        Dockerfile.read(source.dockerfileText(), request.arguments()));
  }

  /** The body of the request that builds. Its files are found now, and sent later. */
  ContextTar context(String... alwaysSent) {
    List<ContextEntry> entries =
        ContextFiles.find(source.context(), source.ignored(), request.limits().context());
    List<ContextTar.Extra> extra = new ArrayList<>();
    if (!has(entries, dockerfileName())) {
      extra.add(new ContextTar.Extra(dockerfileName(), source.dockerfileText()));
    }
    source.additions().forEach((name, text) -> extra.add(new ContextTar.Extra(name, text)));
    for (String name : alwaysSent) {
      source
          .file(name)
          .filter(_ -> !has(entries, name))
          .ifPresent(text -> extra.add(new ContextTar.Extra(name, text)));
    }
    return new ContextTar(entries, source.committed(), extra);
  }

  private static boolean has(List<ContextEntry> entries, String name) {
    return entries.stream().anyMatch(entry -> entry.name().equals(name));
  }

  private String dockerfileName() {
    return source.dockerfileInContext().orElse(OUTSIDE);
  }

  /** What both builders are told in the same words. */
  EngineRequest asked(EngineHttp engine) {
    EngineRequest asked =
        EngineRequest.post("/build")
            .with("t", name)
            .with("dockerfile", dockerfileName())
            .with("labels", json(engine, labels))
            .with("buildargs", json(engine, request.arguments()))
            .with("nocache", request.freshness() == Freshness.ANEW ? "1" : "0")
            .with("rm", "1")
            .with("forcerm", "1");
    Optional<String> target = request.target();
    return target.isPresent() ? asked.with("target", target.get()) : asked;
  }

  private static String json(EngineHttp engine, Map<String, String> texts) {
    return new String(engine.bytes(Json.object(texts)), StandardCharsets.UTF_8);
  }
}
