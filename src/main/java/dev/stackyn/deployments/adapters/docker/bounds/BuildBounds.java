package dev.stackyn.deployments.adapters.docker.bounds;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.wall.HostWall;
import dev.stackyn.deployments.domain.BuildSettings;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.platform.domain.DockerSettings;
import dev.stackyn.platform.domain.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Bounds what builds take together. BuildKit passes over what one build is allowed, so the kernel
 * is told what all of them are: where the engine runs on this host, and this process may.
 */
public final class BuildBounds {
  private static final String FREE =
      "builds may take all memory and processors of the engine's host";
  private static final String REMEDY =
      "set STACKYN_BUILDER=classic, which bounds every step by itself, or bound the group of"
          + " BuildKit on that host";

  private final EngineHttp engine;
  private final BuildSettings settings;
  private final ContainerSettings.Builder builder;
  private final boolean local;
  private final ControlGroup group;

  public BuildBounds(
      EngineHttp engine,
      BuildSettings settings,
      ContainerSettings containers,
      DockerSettings docker) {
    this(engine, settings, containers.builder(), HostWall.isLocal(docker), hierarchies());
  }

  BuildBounds(
      EngineHttp engine,
      BuildSettings settings,
      ContainerSettings.Builder builder,
      boolean local,
      Path hierarchies) {
    this.engine = engine;
    this.settings = settings;
    this.builder = builder;
    this.local = local;
    this.group = new ControlGroup(hierarchies);
  }

  private static Path hierarchies() {
    return Path.of("/sys/fs/cgroup");
  }

  /** Puts up what is missing; to be called before every build. */
  Finding raise(EngineInfo info) {
    Finding finding = reach(info);
    if (finding.state() != Finding.State.OK || builder == ContainerSettings.Builder.CLASSIC) {
      return finding;
    }
    try {
      group.bound(bounds(info));
      return finding;
    } catch (IOException e) {
      return refused(e);
    }
  }

  /** Looks, and changes nothing. */
  public Finding look() {
    try {
      return look(EngineInfo.ask(engine));
    } catch (DeployFailure e) {
      return Finding.warning("the engine does not answer", "start Docker, and ask again");
    }
  }

  private Finding look(EngineInfo info) {
    Finding finding = reach(info);
    if (finding.state() != Finding.State.OK || builder == ContainerSettings.Builder.CLASSIC) {
      return finding;
    }
    try {
      return group.isBound(bounds(info))
          ? finding
          : Finding.ok(finding.text() + ", from the next build on");
    } catch (IOException e) {
      return refused(e);
    }
  }

  /** How far the bounds can be put up from here. */
  private Finding reach(EngineInfo info) {
    if (builder == ContainerSettings.Builder.CLASSIC) {
      return Finding.ok("%s, each step its share".formatted(text(info)));
    }
    if (!local) {
      return Finding.warning("the engine is on another host: there, " + FREE, REMEDY);
    }
    if (info.systemd()) {
      return Finding.warning(
          "the engine's groups are systemd's, where BuildKit's steps have none in common: " + FREE,
          "put \"exec-opts\": [\"native.cgroupdriver=cgroupfs\"] into /etc/docker/daemon.json, or"
              + " set STACKYN_BUILDER=classic, which bounds every step by itself");
    }
    if (!group.isOurs()) {
      return Finding.warning(
          "this process may not change control groups: " + FREE,
          "run Stackyn as root on the engine's host, or set STACKYN_BUILDER=classic, which bounds"
              + " every step by itself");
    }
    return Finding.ok(text(info));
  }

  private String text(EngineInfo info) {
    ControlGroup.Bounds bounds = bounds(info);
    return String.format(
        Locale.ROOT,
        "%d at once; together %d MB, %.1f cores, %d processes",
        settings.atOnce(info.facts()),
        bounds.memory() >> 20,
        bounds.cpus(),
        bounds.processes());
  }

  private ControlGroup.Bounds bounds(EngineInfo info) {
    return new ControlGroup.Bounds(
        settings.memory(info.facts()), settings.cpus(info.facts()), settings.ofAll().processes());
  }

  private static Finding refused(IOException e) {
    return Finding.warning("%s (%s)".formatted(FREE, e.getMessage()), REMEDY);
  }
}
