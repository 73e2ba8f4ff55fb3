package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.ports.Question;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a deployment needs to know of its app. It is stored with the deployment: whoever works
 * on it asks nobody else, and an older release can be run again as it was.
 */
public record DeploySpec(AppId app, String slug, SourceSpec source, BuildSpec build, RunSpec run) {
  public DeploySpec {
    if (!run.environment.entrySet().containsAll(build.secrets.entrySet())) {
      throw new IllegalArgumentException("what builds may read, the app reads as well");
    }
  }

  /** The same, allowed something else. */
  public DeploySpec with(Privileges privileges) {
    Surroundings around = run.surroundings;
    return new DeploySpec(
        app,
        slug,
        source,
        build,
        new RunSpec(
            run.environment,
            run.commands,
            run.health,
            run.bounds,
            new Surroundings(
                around.hosts,
                around.volumes,
                around.restart,
                around.releases,
                privileges,
                around.watched)));
  }

  /** Where the source comes from; without a ref, from the repository's default branch. */
  public record SourceSpec(Repository repository, Optional<GitRef> ref) {}

  /**
   * How the repository's Dockerfile is built.
   *
   * @param context the folder that is sent, relative to the repository's root
   * @param dockerfile relative to the repository's root; unset for the one in the context folder
   * @param secrets the variables that steps may mount, by their names
   * @param secretsVersion another one whenever one of them comes, goes or changes, without telling
   *     what they say; empty when there are none
   * @param logins for the registries of base images, by host
   */
  public record BuildSpec(
      Path context,
      Optional<Path> dockerfile,
      Optional<String> target,
      Map<String, String> arguments,
      Freshness freshness,
      Map<String, Secret> secrets,
      String secretsVersion,
      Map<String, RegistryLogin> logins) {
    public BuildSpec {
      arguments = Map.copyOf(arguments);
      secrets = Map.copyOf(secrets);
      logins = Map.copyOf(logins);
    }

    /** One that nobody has to keep anything secret for. */
    public BuildSpec(
        Path context,
        Optional<Path> dockerfile,
        Optional<String> target,
        Map<String, String> arguments,
        Freshness freshness) {
      this(context, dockerfile, target, arguments, freshness, Map.of(), "", Map.of());
    }

    /** The same, with what is to be kept secret. */
    public BuildSpec with(
        Map<String, Secret> variables, String version, Map<String, RegistryLogin> registries) {
      return new BuildSpec(
          context, dockerfile, target, arguments, freshness, variables, version, registries);
    }
  }

  /** How it is run. */
  public record RunSpec(
      Map<String, Secret> environment,
      Commands commands,
      Health health,
      Bounds bounds,
      Surroundings surroundings) {
    public RunSpec {
      environment = Map.copyOf(environment);
    }
  }

  /** What is run instead of the image's own command, and once before the switch. */
  public record Commands(Optional<List<String>> start, Optional<List<String>> prepare) {}

  /**
   * When it counts as ready.
   *
   * @param port what the user has set; unset: found out
   * @param path asked by HTTP; unset: a TCP connection is enough
   */
  public record Health(
      Optional<Integer> port, Optional<String> path, int expectedStatus, Duration startPeriod) {

    /** With what the repository says, where the user has said nothing. */
    public Health or(Hints repository) {
      return new Health(port, path.or(repository::healthPath), expectedStatus, startPeriod);
    }

    /** As visitors of the first of these hosts would ask. */
    public Question question(List<String> hosts) {
      return new Question(hosts.stream().findFirst(), path, expectedStatus);
    }
  }

  /**
   * What is around it.
   *
   * @param hosts the names that are routed to it
   * @param volumes folders that outlive deployments, by the volume's name
   * @param releases how many of the app's versions are kept, so that it can go back to them
   * @param privileges what an administrator allows it
   * @param watched whether a version that does worse than the one before gives way to it again
   */
  public record Surroundings(
      List<String> hosts,
      Map<String, String> volumes,
      Restart restart,
      int releases,
      Privileges privileges,
      boolean watched) {
    public Surroundings {
      hosts = List.copyOf(hosts);
      volumes = Map.copyOf(volumes);
    }

    /** One that is watched, as most are. */
    public Surroundings(
        List<String> hosts,
        Map<String, String> volumes,
        Restart restart,
        int releases,
        Privileges privileges) {
      this(hosts, volumes, restart, releases, privileges, true);
    }
  }
}
