package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.LineCutter;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.adapters.docker.build.BuildProgress.FailedStep;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.Stop;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One build by the engine's first builder: the only one that bounds the memory of a build. It knows
 * less than today's Dockerfiles want, and some of that it passes over in silence, so a build that
 * would come out wrong is refused before it begins.
 */
final class ClassicBuild {
  private final EngineHttp engine;
  private final Logins logins;
  private final BuildLog log;

  ClassicBuild(EngineHttp engine, Logins logins, BuildLog log) {
    this.engine = engine;
    this.logins = logins;
    this.log = log;
  }

  void run(PreparedBuild build, Stop stop) {
    refuseWhatIsTooNew(build);
    // The builder itself looks there whether the Dockerfile is to be kept from COPY.
    ContextTar context = build.context(".dockerignore");
    String memory = Long.toString(build.request().limits().memory());
    EngineRequest request =
        build
            .asked(engine)
            .with("version", "1")
            .with("memory", memory)
            .with("memswap", memory)
            .header(
                "X-Registry-Config",
                Base64.getUrlEncoder().encodeToString(engine.bytes(logins.forClassicBuild())))
            .body("application/x-tar", context);
    try {
      engine.stream(request, stop, answer -> follow(build, answer.body()));
    } catch (Refused e) {
      throw failure(build, new BuildProblem(e.answer(), Optional.empty(), Optional.empty()));
    }
  }

  private static void refuseWhatIsTooNew(PreparedBuild build) {
    if (!build.dockerfile().features().isEmpty()) {
      throw new DeployFailure(
          DeployCode.DOCKERFILE_INVALID,
          "The Dockerfile uses %s, which needs BuildKit; this platform builds without it."
              .formatted(String.join(", ", Dockerfile.names(build.dockerfile().features()))));
    }
  }

  private @Nullable Void follow(PreparedBuild build, InputStream body) throws IOException {
    LineCutter output = new LineCutter(log::line);
    String step = "";
    ProgressLines lines = new ProgressLines(body);
    Optional<byte[]> line = lines.next();
    while (line.isPresent()) {
      JsonNode told = engine.tree(line.get());
      Optional<String> error = EngineDialect.error(told);
      if (error.isPresent()) {
        output.finish();
        throw failure(build, problem(step, error.get(), EngineDialect.exitCode(told)));
      }
      String text = Json.text(told, "stream").orElse("");
      step = text.startsWith("Step ") ? text.strip() : step;
      output.add(StandardCharsets.UTF_8.encode(text));
      line = lines.next();
    }
    output.finish();
    return null;
  }

  private static BuildProblem problem(String step, String error, Optional<Integer> code) {
    return new BuildProblem(
        error,
        Optional.of(step).filter(name -> !name.isEmpty()).map(name -> new FailedStep(name, error)),
        code);
  }

  private DeployFailure failure(PreparedBuild build, BuildProblem problem) {
    log.important("ERROR: " + problem.shown());
    return problem.failure(build.source().dockerfileName());
  }
}
