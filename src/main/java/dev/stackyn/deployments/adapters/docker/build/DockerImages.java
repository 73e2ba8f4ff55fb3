package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.Alarms;
import dev.stackyn.deployments.adapters.docker.Alarms.Alarm;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.Labels;
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
import dev.stackyn.kernel.Stop;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** {@link Images} on a Docker engine. */
public final class DockerImages implements Images {
  private static final int SESSION_BYTES = 16;

  private final EngineHttp engine;
  private final Alarms alarms;
  private final RandomSource random;
  private final Setup setup;
  private final OwnImages own;

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
    this.own = new OwnImages(engine, setup.instance());
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
            buildId(request.deployment()),
            own.provisional(request.name()),
            request,
            labels(request));
    BuildLog log = new BuildLog(lines, request.limits().log());
    Logins logins = new Logins(request.logins());
    EngineDialect dialect = EngineDialect.ask(engine);
    BaseImages bases = new BaseImages(engine, dialect, logins, log);
    try {
      bases.fetch(build.dockerfile().bases(request.target()), request.freshness(), stop);
      if (setup.builder() == ContainerSettings.Builder.BUILDKIT && dialect.hasBuildKit()) {
        BuildKitBuild.cancel(engine, build.id());
        new BuildKitBuild(engine, dialect, logins, log).run(build, sessionId(), stop);
      } else {
        new ClassicBuild(engine, logins, log).run(build, stop);
      }
      stop.check();
      BuiltImage image = withinSize(build);
      new ImageScan(engine, request.forbidden(), log)
          .check(image.id(), build.dockerfile().bases(request.target()), stop);
      return own.approve(image, request.name());
    } catch (Stop.Stopped | DeployFailure e) {
      discard(build);
      throw e;
    } finally {
      bases.giveBack();
    }
  }

  /** A wish may have come when the image had just been made, and an image may not be good. */
  private void discard(PreparedBuild build) {
    try {
      named(build).ifPresent(image -> remove(image.id()));
    } catch (DeployFailure e) {
      // The engine is gone; whoever looks for the deployment's image later finds it, and decides.
    }
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
    BuiltImage image = named(build).orElseThrow(DockerImages::lost);
    long limit = build.request().limits().image();
    if (image.size() <= limit) {
      return image;
    }
    throw new DeployFailure(
        DeployCode.IMAGE_TOO_LARGE,
        "The image has %s; %s are allowed. A smaller base image, or a last stage that copies only"
                .formatted(Bytes.text(image.size()), Bytes.text(limit))
            + " what the app needs, makes it smaller.");
  }

  static DeployFailure lost() {
    return new DeployFailure(
        DeployCode.ENGINE_UNAVAILABLE,
        "The engine says that it has built the image, but does not have it.");
  }

  private Optional<BuiltImage> named(PreparedBuild build) {
    return own.named(build.name(), build.request().deployment());
  }

  @Override
  public Optional<BuiltImage> find(DeploymentId deployment) {
    return own.find(deployment);
  }

  @Override
  public Optional<BuiltImage> inspect(ImageId image) {
    return own.look(image.value());
  }

  @Override
  public List<BuiltImage> list(AppId app) {
    return own.list(app);
  }

  @Override
  public Optional<BuiltImage> reuse(AppId app, Recipe recipe, String name) {
    return own.reuse(app, recipe, name);
  }

  @Override
  public boolean remove(ImageId image) {
    return own.remove(image);
  }

  @Override
  public void cancel(DeploymentId deployment) {
    BuildKitBuild.cancel(engine, buildId(deployment));
  }
}
