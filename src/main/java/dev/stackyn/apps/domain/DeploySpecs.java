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
  private final RegistrySafe registries;
  private final AppAddresses addresses;

  public DeploySpecs(AppSecrets secrets, RegistrySafe registries, AppAddresses addresses) {
    this.secrets = secrets;
    this.registries = registries;
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
    List<EnvVar> environment = secrets.environment(app);
    return new DeploymentOrder(
        new DeploySpec(
            app.id(),
            app.slug().value(),
            new SourceSpec(secrets.repository(app), ref.or(app.source()::branch)),
            build(app, freshness, environment),
            run(app, environment)),
        app.owner(),
        trigger,
        requestedBy);
  }

  /** As it would be without an app: nothing is known then that must not be told. */
  static BuildSpec build(AppSettings.Build build, Freshness freshness) {
    return new BuildSpec(
        Path.of(build.context().orElse("")).normalize(),
        build.dockerfile().map(path -> Path.of(path).normalize()),
        build.target(),
        build.arguments(),
        freshness);
  }

  private BuildSpec build(App app, Freshness freshness, List<EnvVar> environment) {
    List<EnvVar> forBuilds = environment.stream().filter(EnvVar::build).toList();
    return build(app.settings().build(), freshness)
        .with(values(forBuilds), version(forBuilds), registries.logins(app.id()));
  }

  /**
   * When each was changed, and nothing of what it says: a digest of this is in a label of the
   * image, where a short value could be guessed from it.
   */
  private static String version(List<EnvVar> variables) {
    return variables.stream()
        .map(one -> one.key() + "@" + one.dates().updatedAt())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static Map<String, Secret> values(List<EnvVar> variables) {
    return variables.stream()
        .collect(Collectors.toMap(one -> one.key().name(), one -> one.value().secret()));
  }

  private RunSpec run(App app, List<EnvVar> environment) {
    AppSettings settings = app.settings();
    AppSettings.Health health = settings.health();
    return new RunSpec(
        values(environment),
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
            app.setup().privileges(),
            settings.keeping().autoRollback()));
  }
}
