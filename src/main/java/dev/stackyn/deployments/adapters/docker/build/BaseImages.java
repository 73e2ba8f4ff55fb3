package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.CleanText;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.adapters.docker.build.Dockerfile.Base;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.kernel.Stop;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has the images that a build begins with on the engine before it begins. The builder could fetch
 * them as well; but it needs a session for that, does not try twice, and says less well what is
 * wrong.
 */
final class BaseImages {
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));
  private static final Set<String> TELLING =
      Set.of("Pull complete", "Already exists", "Download complete");

  private final EngineHttp engine;
  private final EngineDialect dialect;
  private final Logins logins;
  private final BuildLog log;
  private final List<String> borrowed = new ArrayList<>();

  BaseImages(EngineHttp engine, EngineDialect dialect, Logins logins, BuildLog log) {
    this.engine = engine;
    this.dialect = dialect;
    this.logins = logins;
    this.log = log;
  }

  void fetch(Set<Base> bases, Freshness freshness, Stop stop) {
    for (Base base : bases) {
      stop.check();
      if (isForThisEngine(base)) {
        fetch(base.image(), freshness, stop);
      }
    }
  }

  /** What runs elsewhere is fetched by the builder, which can keep both kinds apart. */
  private boolean isForThisEngine(Base base) {
    return base.platform()
        .filter(platform -> !platform.contains("$"))
        .filter(platform -> !platform.equals(dialect.platform()))
        .isEmpty();
  }

  private void fetch(String image, Freshness freshness, Stop stop) {
    boolean here = isHere(image);
    if (here && freshness == Freshness.REUSE) {
      return;
    }
    Optional<String> problem = pull(image, stop);
    if (problem.isPresent() && !here) {
      throw PullProblem.failure(image, problem.get());
    }
    if (!here && logins.at(Logins.host(image)).isPresent()) {
      borrowed.add(image);
    }
    problem.ifPresent(
        text -> log.line(image + ": cannot be fetched, so the one that is here is used: " + text));
  }

  /**
   * Takes away what only a login could fetch: while it is on the engine, every app can build on it.
   * Its layers stay with what was built on them, so to fetch it again for the next build takes a
   * moment.
   */
  void giveBack() {
    for (String image : borrowed) {
      try {
        engine.tell(EngineRequest.delete("/images/" + EngineRequest.part(image)));
      } catch (DeployFailure e) {
        // Somebody uses it, or the engine is gone: to end the build well matters more.
      }
    }
    borrowed.clear();
  }

  private boolean isHere(String image) {
    try {
      return engine
          .find(EngineRequest.get("/images/" + EngineRequest.part(image) + "/json"))
          .isPresent();
    } catch (Refused e) {
      // Not a name at all: the builder says so, and in which line.
      return true;
    }
  }

  /** What was wrong in the end; nothing when the image is there. */
  private Optional<String> pull(String image, Stop stop) {
    Optional<String> problem = attempt(image, stop);
    for (Duration pause : PAUSES) {
      if (problem.filter(PullProblem::mayPass).isEmpty()) {
        return problem;
      }
      log.line("%s: %s; trying again".formatted(image, problem.get()));
      sleep(pause, stop);
      problem = attempt(image, stop);
    }
    return problem;
  }

  private Optional<String> attempt(String image, Stop stop) {
    log.line("Pulling " + image);
    byte[] login = engine.bytes(logins.forPull(Logins.host(image)));
    EngineRequest request =
        EngineRequest.post("/images/create")
            .with("fromImage", name(image))
            .with("tag", tag(image))
            .header("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(login));
    try {
      return engine.stream(request, stop, answer -> follow(image, answer.body()));
    } catch (Refused e) {
      return Optional.of(e.answer());
    }
  }

  private Optional<String> follow(String image, InputStream progress) throws IOException {
    ProgressLines lines = new ProgressLines(progress);
    Optional<byte[]> line = lines.next();
    while (line.isPresent()) {
      JsonNode told = engine.tree(line.get());
      Optional<String> error = EngineDialect.error(told);
      if (error.isPresent()) {
        return error;
      }
      tell(image, told);
      line = lines.next();
    }
    return Optional.empty();
  }

  /** Of the layers only how they end: how they come would be hundreds of lines. */
  private void tell(String image, JsonNode told) {
    String status = CleanText.line(Json.text(told, "status").orElse(""));
    Optional<String> layer = Json.text(told, "id").filter(id -> !status.startsWith("Pulling from"));
    if (layer.isEmpty() && !status.isEmpty()) {
      log.line(image + ": " + status);
    } else if (TELLING.contains(status)) {
      log.line("%s: %s %s".formatted(image, layer.orElse(""), status));
    }
  }

  private static void sleep(Duration pause, Stop stop) {
    CountDownLatch asked = new CountDownLatch(1);
    try (Stop.Hook _ = stop.whenAsked(asked::countDown)) {
      asked.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop.Stopped("the worker was interrupted");
    }
    stop.check();
  }

  /** Without a tag the engine would fetch all there are. */
  private static String tag(String image) {
    int digest = image.indexOf('@');
    if (digest >= 0) {
      return image.substring(digest + 1);
    }
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : "latest";
  }

  private static String name(String image) {
    String bare = image.split("@", 2)[0];
    int colon = bare.lastIndexOf(':');
    return colon > bare.lastIndexOf('/') ? bare.substring(0, colon) : bare;
  }
}
