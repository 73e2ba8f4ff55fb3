package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.adapters.docker.build.Dockerfile.Base;
import dev.stackyn.deployments.adapters.docker.build.SavedImage.Findings;
import dev.stackyn.deployments.adapters.docker.build.SavedImage.Trace;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.secrets.Redactor;
import dev.stackyn.kernel.Stop;
import java.util.Collection;
import java.util.List;

/**
 * Looks through what a build has made for what nobody may find there: its history, its settings,
 * and the files that it has added to its base image, deleted ones included.
 */
final class ImageScan {
  private static final int MOST_NAMED = 3;

  private final EngineHttp engine;
  private final Redactor forbidden;
  private final BuildLog log;

  ImageScan(EngineHttp engine, Redactor forbidden, BuildLog log) {
    this.engine = engine;
    this.forbidden = forbidden;
    this.log = log;
  }

  /** Throws {@code SECRET_IN_IMAGE}, or returns when there is none. */
  void check(ImageId image, Collection<Base> bases, Stop stop) {
    if (forbidden.isIdle()) {
      return;
    }
    log.line("Searching the image for secrets of the app");
    List<String> inherited = inherited(layers(image.value()), bases);
    Findings findings =
        engine.stream(
            EngineRequest.get("/images/" + image + "/get"),
            stop,
            answer -> SavedImage.read(answer.body(), forbidden, engine::tree, inherited));
    stop.check();
    if (findings.unread() > 0) {
      log.line(
          "WARNING: %d layers of the image are packed in a way that cannot be searched for secrets"
              .formatted(findings.unread()));
    }
    if (!findings.traces().isEmpty()) {
      throw failure(findings.traces());
    }
    log.line("There are none in " + Bytes.text(findings.bytes()));
  }

  /** The longest row of layers that the image begins with and one of its bases ends with. */
  private List<String> inherited(List<String> layers, Collection<Base> bases) {
    List<String> longest = List.of();
    for (Base base : bases) {
      List<String> below = layers(base.image());
      if (below.size() > longest.size()
          && below.size() <= layers.size()
          && layers.subList(0, below.size()).equals(below)) {
        longest = below;
      }
    }
    return longest;
  }

  private List<String> layers(String image) {
    try {
      return engine
          .find(EngineRequest.get("/images/" + EngineRequest.part(image) + "/json"))
          .map(found -> Json.texts(found, "RootFS", "Layers"))
          .orElse(List.of());
    } catch (Refused e) {
      // Not an image's name, so not one that has layers.
      return List.of();
    }
  }

  private static DeployFailure failure(List<Trace> traces) {
    List<String> named =
        traces.stream()
            .limit(MOST_NAMED)
            .map(trace -> "%s, put there by \"%s\"".formatted(trace.secret(), trace.instruction()))
            .toList();
    int more = traces.size() - named.size();
    return new DeployFailure(
        DeployCode.SECRET_IN_IMAGE,
        "The image holds the value of %s%s. Whoever gets the image can read it there, even if a later"
                .formatted(
                    String.join("; of ", named), more > 0 ? "; and %d more".formatted(more) : "")
            + " step deletes it. Keep the file out with .dockerignore; what a step needs, give it as"
            + " a secret mount: mark the variable for builds and use RUN --mount=type=secret.");
  }
}
