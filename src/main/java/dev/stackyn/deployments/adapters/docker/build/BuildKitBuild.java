package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.CleanText;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.adapters.docker.build.Dockerfile.Feature;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.Stop;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One build by BuildKit: the context goes in one request, and the answer tells how it goes. */
final class BuildKitBuild {
  private static final String TRACE = "moby.buildkit.trace";
  private static final int NOT_FOUND = 404;
  private static final Set<Feature> NEWER = Set.of(Feature.HEREDOC, Feature.COPY_LINK);
  private static final String REMEDY =
      " This Docker engine is too old to know COPY --link and heredocs by itself: begin the"
          + " Dockerfile with the line \"# syntax=docker/dockerfile:1\".";

  private final EngineHttp engine;
  private final EngineDialect dialect;
  private final Logins logins;
  private final BuildLog log;

  BuildKitBuild(EngineHttp engine, EngineDialect dialect, Logins logins, BuildLog log) {
    this.engine = engine;
    this.dialect = dialect;
    this.logins = logins;
    this.log = log;
  }

  /** The session's id is one that nobody else can know. */
  void run(PreparedBuild build, String sessionId, Stop stop) {
    ContextTar context = build.context();
    try (Session session = session(build, sessionId)) {
      EngineRequest request =
          build
              .asked(engine)
              .with("version", "2")
              .with("buildid", build.id())
              .body("application/x-tar", context);
      session.id().ifPresent(id -> request.with("session", id));
      engine.stream(request, stop, answer -> follow(build, answer.body()));
    } catch (Stop.Stopped e) {
      endFor(build);
      throw e;
    } catch (Refused e) {
      throw explained(build, new BuildProblem(e.answer(), Optional.empty(), Optional.empty()));
    }
  }

  /**
   * The closed connection has ended the build; it is told again, and has heard when this returns.
   */
  private void endFor(PreparedBuild build) {
    try {
      cancel(engine, build.id());
    } catch (DeployFailure e) {
      // The engine is gone, and the build with it.
    }
  }

  /** Nothing happens when no such build runs. */
  static void cancel(EngineHttp engine, String id) {
    engine.tell(EngineRequest.post("/build/cancel").with("id", id));
  }

  /** A session, or none on an engine that has them no more. */
  private record Session(@Nullable BuildSession open) implements AutoCloseable {
    Optional<String> id() {
      return Optional.ofNullable(open).map(BuildSession::id);
    }

    @Override
    public void close() {
      if (open != null) {
        open.close();
      }
    }
  }

  private Session session(PreparedBuild build, String id) {
    SessionAnswers answers = new SessionAnswers(logins, build.request().secrets());
    try {
      return new Session(BuildSession.open(engine, id, answers));
    } catch (Refused e) {
      if (e.status() != NOT_FOUND) {
        throw unexpected(e);
      }
      if (build.dockerfile().features().contains(Feature.SECRET)) {
        throw new DeployFailure(
            DeployCode.DOCKERFILE_INVALID,
            "The Dockerfile uses %s, which cannot be served to this version of the Docker engine."
                .formatted(Feature.SECRET.text()));
      }
      return new Session(null);
    }
  }

  private static DeployFailure unexpected(Refused e) {
    return new DeployFailure(
        DeployCode.ENGINE_UNAVAILABLE, "The Docker engine does not accept builds now.", e);
  }

  private @Nullable Void follow(PreparedBuild build, InputStream body) throws IOException {
    BuildProgress progress = new BuildProgress(log);
    ProgressLines lines = new ProgressLines(body);
    Optional<byte[]> line = lines.next();
    while (line.isPresent()) {
      JsonNode told = engine.tree(line.get());
      Optional<String> error = EngineDialect.error(told);
      if (error.isPresent()) {
        throw explained(
            build, new BuildProblem(error.get(), progress.failed(), EngineDialect.exitCode(told)));
      }
      show(told, progress);
      line = lines.next();
    }
    return null;
  }

  private void show(JsonNode told, BuildProgress progress) throws IOException {
    if (Json.text(told, "id").filter(TRACE::equals).isPresent()) {
      Optional<String> trace = Json.text(told, "aux");
      if (trace.isPresent()) {
        progress.show(status(trace.get()));
      }
    } else {
      Json.text(told, "stream").stream()
          .flatMap(String::lines)
          .map(CleanText::line)
          .filter(text -> !text.isBlank() && !text.startsWith("Successfully tagged "))
          .forEach(log::line);
    }
  }

  private static BuildStatus status(String trace) throws IOException {
    try {
      return BuildStatus.read(Base64.getDecoder().decode(trace));
    } catch (IllegalArgumentException e) {
      throw new IOException("the build's progress cannot be read", e);
    }
  }

  /** What an old engine's builder does not know looks to it like a mistake of the Dockerfile. */
  private DeployFailure explained(PreparedBuild build, BuildProblem problem) {
    log.important("ERROR: " + problem.shown());
    DeployFailure failure = problem.failure(build.source().dockerfileName());
    boolean tooNew =
        failure.code() == DeployCode.DOCKERFILE_INVALID
            && !dialect.knowsHeredocs()
            && build.dockerfile().syntax().isEmpty()
            && NEWER.stream().anyMatch(build.dockerfile().features()::contains);
    return tooNew ? new DeployFailure(failure.code(), failure.text() + REMEDY) : failure;
  }
}
