package dev.stackyn.apps.domain;

import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.kernel.Secret;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * In what two releases differ: the names of settings and of variables, never what they say.
 *
 * @param settings as owners know them
 */
public record ReleaseDiff(
    SortedSet<String> settings,
    SortedSet<String> added,
    SortedSet<String> removed,
    SortedSet<String> changed) {

  /** What a setting is called, and what of a spec it is. */
  private static final Map<String, Function<DeploySpec, Object>> SETTINGS =
      Map.ofEntries(
          Map.entry("repo_url", spec -> spec.source().repository().url()),
          Map.entry("branch", spec -> spec.source().ref()),
          Map.entry("repo_token", spec -> spec.source().repository().credential()),
          Map.entry("slug", DeploySpec::slug),
          Map.entry("dockerfile_path", spec -> spec.build().dockerfile()),
          Map.entry("context", spec -> spec.build().context()),
          Map.entry("build_target", spec -> spec.build().target()),
          Map.entry("build_args", spec -> spec.build().arguments()),
          Map.entry("build_variables", spec -> spec.build().secrets().keySet()),
          Map.entry("registries", spec -> spec.build().logins()),
          Map.entry("command", spec -> spec.run().commands().start()),
          Map.entry("release_command", spec -> spec.run().commands().prepare()),
          Map.entry("port", spec -> spec.run().health().port()),
          Map.entry("health_path", spec -> spec.run().health().path()),
          Map.entry("health_status", spec -> spec.run().health().expectedStatus()),
          Map.entry("start_period_seconds", spec -> spec.run().health().startPeriod()),
          Map.entry("stop_grace_seconds", spec -> spec.run().bounds().stopGrace()),
          Map.entry("memory_mb", spec -> spec.run().bounds().memoryBytes()),
          Map.entry("cpus", spec -> spec.run().bounds().cpus()),
          Map.entry("pids", spec -> spec.run().bounds().processes()),
          Map.entry("volumes", spec -> spec.run().surroundings().volumes()),
          Map.entry("restart", spec -> spec.run().surroundings().restart()),
          Map.entry("keep_releases", spec -> spec.run().surroundings().releases()),
          Map.entry("privileges", spec -> spec.run().surroundings().privileges()),
          Map.entry("hosts", spec -> spec.run().surroundings().hosts()));

  static ReleaseDiff between(DeploySpec before, DeploySpec after) {
    SortedSet<String> settings = new TreeSet<>();
    SETTINGS.forEach((name, value) -> {
      if (!Objects.equals(value.apply(before), value.apply(after))) {
        settings.add(name);
      }
    });
    Map<String, Secret> old = before.run().environment();
    Map<String, Secret> young = after.run().environment();
    SortedSet<String> changed = without(old.keySet(), Set.of());
    changed.removeIf(key -> !young.containsKey(key) || young.get(key).equals(old.get(key)));
    return new ReleaseDiff(
        settings,
        without(young.keySet(), old.keySet()),
        without(old.keySet(), young.keySet()),
        changed);
  }

  private static SortedSet<String> without(Set<String> some, Set<String> others) {
    SortedSet<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }
}
