package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.DeploymentOrder;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.Bounds;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.DeploySpec.BuildSpec;
import dev.stackyn.deployments.engine.DeploySpec.Commands;
import dev.stackyn.deployments.engine.DeploySpec.Health;
import dev.stackyn.deployments.engine.DeploySpec.RunSpec;
import dev.stackyn.deployments.engine.DeploySpec.SourceSpec;
import dev.stackyn.deployments.engine.DeploySpec.Surroundings;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an app means to those who deploy it, with everything that is sealed opened. */
@Singleton
public class DeploySpecs {
  private static final long MEGABYTE = 1L << 20;

  private final AppSecrets secrets;
  private final AppAddresses addresses;

  public DeploySpecs(AppSecrets secrets, AppAddresses addresses) {
    this.secrets = secrets;
    this.addresses = addresses;
  }

  /** The app as it is now, from its branch. */
  @Transactional
  DeploymentOrder order(App app, Trigger trigger, UserId requestedBy) {
    return order(app, Optional.empty(), Freshness.REUSE, trigger, requestedBy);
  }

  /** The app as it is now, from its branch or whatever else is asked for. */
  @Transactional
  DeploymentOrder order(
      App app, Optional<GitRef> ref, Freshness freshness, Trigger trigger, UserId requestedBy) {
    return new DeploymentOrder(
        new DeploySpec(
            app.id(),
            app.slug().value(),
            new SourceSpec(secrets.repository(app), ref.or(app.source()::branch)),
            build(app.settings().build(), freshness),
            run(app)),
        app.owner(),
        trigger,
        requestedBy);
  }

  static BuildSpec build(AppSettings.Build build, Freshness freshness) {
    return new BuildSpec(
        Path.of(build.context().orElse("")).normalize(),
        build.dockerfile().map(path -> Path.of(path).normalize()),
        build.target(),
        build.arguments(),
        freshness);
  }

  private RunSpec run(App app) {
    AppSettings settings = app.settings();
    AppSettings.Health health = settings.health();
    Map<String, Secret> variables =
        secrets.environment(app).stream()
            .collect(Collectors.toMap(one -> one.key().name(), one -> one.value().secret()));
    return new RunSpec(
        variables,
        new Commands(settings.run().command(), settings.run().releaseCommand()),
        new Health(health.port(), health.path(), health.status(), health.startPeriod()),
        new Bounds(
            app.memoryMb() * MEGABYTE,
            settings.resources().cpus(),
            settings.resources().processes(),
            health.stopGrace()),
        new Surroundings(
            List.of(addresses.host(app.slug())),
            settings.run().volumes(),
            settings.run().restart(),
            settings.keeping().releases(),
            app.setup().privileges()));
  }
}
