package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.Alarms;
import dev.stackyn.deployments.adapters.docker.Alarms.Alarm;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.adapters.docker.Labels;
import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.BuildRequest;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Images;
import dev.stackyn.deployments.engine.ports.Recipe;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.Stop;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** {@link Images} on a Docker engine. */
public final class DockerImages implements Images {
  private static final int SESSION_BYTES = 16;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final EngineHttp engine;
  private final Alarms alarms;
  private final RandomSource random;
  private final Setup setup;

  /**
   * On whose behalf, and by whom, images are built.
   *
   * @param instance tells this platform from others on the same engine
   */
  public record Setup(String instance, ContainerSettings.Builder builder) {}

  public DockerImages(EngineHttp engine, Alarms alarms, RandomSource random, Setup setup) {
    this.engine = engine;
    this.alarms = alarms;
    this.random = random;
    this.setup = setup;
  }

  @Override
  public BuiltImage build(BuildRequest request, Consumer<String> lines, Stop stop) {
    stop.check();
    Stop within = new Stop();
    AtomicBoolean late = new AtomicBoolean();
    Symptoms symptoms = new Symptoms(lines);
    try (Stop.Hook _ = stop.whenAsked(() -> within.ask(stop.reason().orElse("stopped")));
        Alarm _ = alarms.after(request.limits().time(), () -> end(within, late))) {
      return buildWithin(request, symptoms, within);
    } catch (DeployFailure e) {
      throw symptoms.named(e);
    } catch (Stop.Stopped e) {
      if (late.get() && !stop.isAsked()) {
        throw outOfTime(request);
      }
      throw e;
    }
  }

  private static void end(Stop within, AtomicBoolean late) {
    late.set(true);
    within.ask("the build's time is over");
  }

  private static DeployFailure outOfTime(BuildRequest request) {
    long minutes = request.limits().time().toMinutes();
    return new DeployFailure(
        DeployCode.BUILD_TIMEOUT,
        "The build was ended: it took longer than the allowed %s."
            .formatted(
                minutes > 0 ? minutes + " min" : request.limits().time().toSeconds() + " s"));
  }

  private BuiltImage buildWithin(BuildRequest request, Consumer<String> lines, Stop stop) {
    PreparedBuild build =
        PreparedBuild.of(
            buildId(request.deployment()), freeName(request.name()), request, labels(request));
    BuildLog log = new BuildLog(lines, request.limits().log(), secrets(request));
    Logins logins = new Logins(request.logins());
    EngineDialect dialect = EngineDialect.ask(engine);
    try {
      BaseImages bases = new BaseImages(engine, dialect, logins, log);
      bases.fetch(build.dockerfile().bases(request.target()), request.freshness(), stop);
      if (setup.builder() == ContainerSettings.Builder.BUILDKIT && dialect.hasBuildKit()) {
        BuildKitBuild.cancel(engine, build.id());
        new BuildKitBuild(engine, dialect, logins, log).run(build, sessionId(), stop);
      } else {
        new ClassicBuild(engine, logins, log).run(build, stop);
      }
      stop.check();
      return withinSize(build);
    } catch (Stop.Stopped e) {
      discard(build);
      throw e;
    }
  }

  /** The wish may have come when the image had just been made. */
  private void discard(PreparedBuild build) {
    try {
      named(build).ifPresent(image -> remove(image.id()));
    } catch (DeployFailure e) {
      // The engine is gone; whoever looks for the deployment's image later finds it, and decides.
    }
  }

  private static List<String> secrets(BuildRequest request) {
    return Stream.concat(
            request.secrets().values().stream(),
            request.logins().values().stream().map(BuildRequest.RegistryLogin::password))
        .map(Secret::reveal)
        .toList();
  }

  private Map<String, String> labels(BuildRequest request) {
    Map<String, String> labels = new HashMap<>(HintLabels.of(request.hints()));
    labels.put(Labels.APP, request.app().toString());
    labels.put(Labels.DEPLOYMENT, request.deployment().toString());
    labels.put(Labels.RELEASE, request.release());
    labels.put(Labels.RECIPE, request.recipe().toString());
    labels.put(Labels.INSTANCE, setup.instance());
    return labels;
  }

  private String buildId(DeploymentId deployment) {
    return "stackyn-%s-%s".formatted(setup.instance(), deployment);
  }

  /** Not to be guessed: whoever knew it could answer the engine in our place. */
  private String sessionId() {
    return HexFormat.of().formatHex(random.bytes(SESSION_BYTES));
  }

  private BuiltImage withinSize(PreparedBuild build) {
    BuiltImage image =
        named(build)
            .orElseThrow(() ->
                new DeployFailure(
                    DeployCode.ENGINE_UNAVAILABLE,
                    "The engine says that it has built the image, but does not have it."));
    long limit = build.request().limits().image();
    if (image.size() <= limit) {
      return image;
    }
    remove(image.id());
    throw new DeployFailure(
        DeployCode.IMAGE_TOO_LARGE,
        "The image has %s; %s are allowed. A smaller base image, or a last stage that copies only"
                .formatted(Bytes.text(image.size()), Bytes.text(limit))
            + " what the app needs, makes it smaller.");
  }

  private Optional<BuiltImage> named(PreparedBuild build) {
    return look(build.name())
        .filter(image -> image.deployment().equals(build.request().deployment()));
  }

  /**
   * Another platform on this engine may have an app of the same name, whose deployment has the same
   * number: its image keeps the name.
   */
  private String freeName(String name) {
    boolean taken =
        engine
            .find(EngineRequest.get("/images/" + EngineRequest.part(name) + "/json"))
            .filter(found -> !isOurs(found))
            .isPresent();
    return taken ? name + "-" + setup.instance() : name;
  }

  @Override
  public Optional<BuiltImage> find(DeploymentId deployment) {
    return all(Labels.DEPLOYMENT + "=" + deployment).stream()
        .max(
            Comparator.comparing((BuiltImage image) -> !image.names().isEmpty())
                .thenComparing(BuiltImage::made));
  }

  @Override
  public Optional<BuiltImage> inspect(ImageId image) {
    return look(image.value());
  }

  @Override
  public List<BuiltImage> list(AppId app) {
    return all(Labels.APP + "=" + app).stream()
        .sorted(Comparator.comparing(BuiltImage::made).reversed())
        .toList();
  }

  private List<BuiltImage> all(String... labels) {
    String own = Labels.INSTANCE + "=" + setup.instance();
    byte[] filter =
        Labels.filter(
            engine, Stream.concat(Stream.of(labels), Stream.of(own)).toArray(String[]::new));
    JsonNode listed =
        engine.json(
            EngineRequest.get("/images/json")
                .with("filters", new String(filter, StandardCharsets.UTF_8)));
    return Json.list(listed).stream()
        .flatMap(image -> Json.text(image, "Id").stream())
        .distinct()
        .flatMap(id -> look(id).stream())
        .toList();
  }

  /** Images of others are as if they were not there. */
  private Optional<BuiltImage> look(String reference) {
    return engine
        .find(EngineRequest.get("/images/" + EngineRequest.part(reference) + "/json"))
        .filter(this::isOurs)
        .flatMap(EngineDialect::image);
  }

  private boolean isOurs(JsonNode image) {
    return Json.text(image, "Config", "Labels", Labels.INSTANCE)
        .filter(setup.instance()::equals)
        .isPresent();
  }

  /** Their times would not do: of steps that were all done before, it is the time of then. */
  @Override
  public Optional<BuiltImage> reuse(AppId app, Recipe recipe, String name) {
    return all(Labels.APP + "=" + app, Labels.RECIPE + "=" + recipe).stream()
        .sorted(
            Comparator.comparingLong((BuiltImage image) -> image.deployment().value()).reversed())
        .filter(image -> tag(image.id(), freeName(name)))
        .findFirst();
  }

  /** False when the image has been removed in the meantime. */
  private boolean tag(ImageId image, String name) {
    int colon = name.lastIndexOf(':');
    try {
      engine.tell(
          EngineRequest.post("/images/" + image + "/tag")
              .with("repo", name.substring(0, colon))
              .with("tag", name.substring(colon + 1)));
      return true;
    } catch (Refused e) {
      if (e.status() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Name by name, and never by force: the engine refuses to take the last name of an image that a
   * container needs, and takes the image with it otherwise.
   */
  @Override
  public boolean remove(ImageId image) {
    Optional<BuiltImage> found = look(image.value());
    if (found.isEmpty()) {
      return true;
    }
    for (String name : found.get().names()) {
      if (!delete(name)) {
        return false;
      }
    }
    return !found.get().names().isEmpty() || delete(image.value());
  }

  private boolean delete(String reference) {
    try {
      engine.tell(EngineRequest.delete("/images/" + EngineRequest.part(reference)));
      return true;
    } catch (Refused e) {
      if (e.status() == CONFLICT) {
        return false;
      }
      if (e.status() == NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }

  @Override
  public void cancel(DeploymentId deployment) {
    BuildKitBuild.cancel(engine, buildId(deployment));
  }
}
