package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.DeploySpec.BuildSpec;
import dev.stackyn.deployments.engine.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out how a repository is built. */
public interface Planner {
  /**
   * The same for the same files and wishes, whenever and wherever it is asked: it reads nothing
   * else. Blocks for a moment.
   *
   * @throws DeployFailure when there is nothing that could be built, or what the repository says
   *     about it cannot be understood
   */
  Plan plan(SourceFiles files, Wishes wishes);

  /**
   * What is settled before the files are looked at.
   *
   * @param context the folder that the app is in, relative to the repository's root
   * @param dockerfile the one that the owner insists on
   * @param port what the owner has set
   * @param variables what the build is given
   * @param caches what the names of caches begin with: other apps on the same builder must not
   *     share them
   */
  record Wishes(
      Path context,
      Optional<Path> dockerfile,
      Optional<Integer> port,
      BuildVariables variables,
      String caches) {

    public static Wishes of(BuildSpec build, Optional<Integer> port, String caches) {
      return new Wishes(
          build.context(), build.dockerfile(), port, BuildVariables.of(build), caches);
    }
  }

  /**
   * Variables that builds may read, as secrets by their names.
   *
   * @param version another one whenever one of them has changed: builders do not notice that
   */
  record BuildVariables(Set<String> names, String version) {
    public static final BuildVariables NONE = new BuildVariables(Set.of(), "");

    public BuildVariables {
      names = Set.copyOf(names);
    }

    /** The version as one word, which does not tell when somebody changed what. */
    public static BuildVariables of(BuildSpec build) {
      return build.secrets().isEmpty()
          ? NONE
          : new BuildVariables(
              build.secrets().keySet(), Recipe.of(List.of(build.secretsVersion())).digest());
    }
  }
}
