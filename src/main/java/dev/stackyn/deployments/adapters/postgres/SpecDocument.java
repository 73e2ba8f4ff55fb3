package dev.stackyn.deployments.adapters.postgres;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stackyn.deployments.engine.Bounds;
import dev.stackyn.deployments.engine.Capability;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.DeploySpec.BuildSpec;
import dev.stackyn.deployments.engine.DeploySpec.Commands;
import dev.stackyn.deployments.engine.DeploySpec.Health;
import dev.stackyn.deployments.engine.DeploySpec.RunSpec;
import dev.stackyn.deployments.engine.DeploySpec.SourceSpec;
import dev.stackyn.deployments.engine.DeploySpec.Surroundings;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Secret;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a deployment carries, as it is written down before it is sealed. What an older version has
 * written must stay readable: fields may be added, and are optional then. What is empty is written
 * too: it is not the same as what is not there.
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record SpecDocument(UUID app, String slug, Source source, Build build, Run run) {

  /** Of the credential's fields, those of one kind are there, or none. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Source(
      String url,
      @Nullable String ref,
      @Nullable String tokenUser,
      @Nullable String token,
      @Nullable String deployKey) {

    static Source of(SourceSpec spec) {
      String user = null;
      String token = null;
      String key = null;
      switch (spec.repository().credential().orElse(null)) {
        case GitCredential.Token given -> {
          user = given.user().orElse(null);
          token = given.token().reveal();
        }
        case GitCredential.DeployKey given -> key = given.privateKey().reveal();
        case null -> {}
      }
      return new Source(
          spec.repository().url().toString(),
          spec.ref().map(GitRef::name).orElse(null),
          user,
          token,
          key);
    }

    SourceSpec spec() {
      return new SourceSpec(
          new Repository(RepositoryUrl.parse(url), credential()),
          Optional.ofNullable(ref).map(GitRef::new));
    }

    private Optional<GitCredential> credential() {
      if (token != null) {
        return Optional.of(
            new GitCredential.Token(Optional.ofNullable(tokenUser), new Secret(token)));
      }
      return Optional.ofNullable(deployKey)
          .map(key -> new GitCredential.DeployKey(new Secret(key)));
    }
  }

  /**
   * See {@link BuildSpec}.
   *
   * @param secrets only their names: what they say is in the environment
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Build(
      String context,
      @Nullable String dockerfile,
      @Nullable String target,
      Map<String, String> arguments,
      @Nullable Freshness freshness,
      @Nullable Set<String> secrets,
      @Nullable String secretsVersion,
      @Nullable Map<String, Login> logins) {

    static Build of(BuildSpec spec) {
      return new Build(
          spec.context().toString(),
          spec.dockerfile().map(Path::toString).orElse(null),
          spec.target().orElse(null),
          spec.arguments(),
          spec.freshness(),
          spec.secrets().keySet(),
          spec.secretsVersion(),
          spec.logins().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> Login.of(e.getValue()))));
    }

    BuildSpec spec(Map<String, Secret> environment) {
      return new BuildSpec(
          Path.of(context),
          Optional.ofNullable(dockerfile).map(Path::of),
          Optional.ofNullable(target),
          arguments,
          freshness == null ? Freshness.REUSE : freshness,
          secrets == null
              ? Map.of()
              : secrets.stream().collect(Collectors.toMap(Function.identity(), environment::get)),
          secretsVersion == null ? "" : secretsVersion,
          logins == null
              ? Map.of()
              : logins.entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().spec())));
    }
  }

  /** See {@link RegistryLogin}. */
  @Serdeable
  record Login(String user, String password) {
    static Login of(RegistryLogin login) {
      return new Login(login.user(), login.password().reveal());
    }

    RegistryLogin spec() {
      return new RegistryLogin(user, new Secret(password));
    }

    @Override
    public String toString() {
      return "the login of " + user;
    }
  }

  /** See {@link RunSpec}. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Run(
      Map<String, String> environment,
      @Nullable List<String> start,
      @Nullable List<String> prepare,
      HealthCheck health,
      Limits limits,
      Around around) {

    static Run of(RunSpec spec) {
      return new Run(
          spec.environment().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().reveal())),
          spec.commands().start().orElse(null),
          spec.commands().prepare().orElse(null),
          HealthCheck.of(spec.health()),
          Limits.of(spec.bounds()),
          Around.of(spec.surroundings()));
    }

    RunSpec spec() {
      return new RunSpec(
          environment.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> new Secret(e.getValue()))),
          new Commands(Optional.ofNullable(start), Optional.ofNullable(prepare)),
          health.spec(),
          limits.spec(),
          around.spec());
    }
  }

  /** See {@link Health}. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record HealthCheck(
      @Nullable Integer port, @Nullable String path, int expectedStatus, Duration startPeriod) {

    static HealthCheck of(Health spec) {
      return new HealthCheck(
          spec.port().orElse(null),
          spec.path().orElse(null),
          spec.expectedStatus(),
          spec.startPeriod());
    }

    Health spec() {
      return new Health(
          Optional.ofNullable(port), Optional.ofNullable(path), expectedStatus, startPeriod);
    }
  }

  /** See {@link Bounds}. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Limits(long memoryBytes, double cpus, int processes, Duration stopGrace) {
    static Limits of(Bounds spec) {
      return new Limits(spec.memoryBytes(), spec.cpus(), spec.processes(), spec.stopGrace());
    }

    Bounds spec() {
      return new Bounds(memoryBytes, cpus, processes, stopGrace);
    }
  }

  /** See {@link Surroundings}. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Around(
      List<String> hosts,
      Map<String, String> volumes,
      Restart restart,
      int releases,
      @Nullable Granted granted,
      @Nullable Boolean watched) {
    static Around of(Surroundings spec) {
      return new Around(
          spec.hosts(),
          spec.volumes(),
          spec.restart(),
          spec.releases(),
          Granted.of(spec.privileges()),
          spec.watched());
    }

    Surroundings spec() {
      return new Surroundings(
          hosts,
          volumes,
          restart,
          releases,
          granted == null ? Privileges.NONE : granted.spec(),
          watched == null || watched);
    }
  }

  /** See {@link Privileges}. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Granted(
      List<Capability> capabilities,
      boolean newPrivileges,
      boolean ownInit,
      int swapMb,
      int logMb) {

    static Granted of(Privileges spec) {
      return new Granted(
          List.copyOf(spec.capabilities()),
          spec.newPrivileges(),
          spec.ownInit(),
          spec.swapMb(),
          spec.logMb());
    }

    Privileges spec() {
      return new Privileges(Set.copyOf(capabilities), newPrivileges, ownInit, swapMb, logMb);
    }
  }

  static SpecDocument of(DeploySpec spec) {
    return new SpecDocument(
        spec.app().value(),
        spec.slug(),
        Source.of(spec.source()),
        Build.of(spec.build()),
        Run.of(spec.run()));
  }

  DeploySpec spec() {
    RunSpec running = run.spec();
    return new DeploySpec(
        new AppId(app), slug, source.spec(), build.spec(running.environment()), running);
  }

  /** It holds secrets. */
  @Override
  public String toString() {
    return "what deployments of " + app + " carry";
  }
}
