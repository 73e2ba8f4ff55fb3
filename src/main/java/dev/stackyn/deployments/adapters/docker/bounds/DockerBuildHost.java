package dev.stackyn.deployments.adapters.docker.bounds;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.domain.BuildSettings;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.ports.BuildHost;
import dev.stackyn.platform.domain.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link BuildHost} on a Docker engine. */
public final class DockerBuildHost implements BuildHost {
  private static final Logger LOG = LoggerFactory.getLogger(DockerBuildHost.class);

  private final EngineHttp engine;
  private final BuildSettings settings;
  private final BuildBounds bounds;
  private final boolean local;
  private final AtomicReference<String> said = new AtomicReference<>("");
  private volatile @Nullable EngineInfo known;

  public DockerBuildHost(
      EngineHttp engine, BuildSettings settings, BuildBounds bounds, boolean local) {
    this.engine = engine;
    this.settings = settings;
    this.bounds = bounds;
    this.local = local;
  }

  @Override
  public Facts facts() {
    return info().facts();
  }

  @Override
  public void prepare() {
    requireRoom(info().root());
    Finding finding = bounds.raise(info());
    if (finding.state() != Finding.State.OK
        && !said.getAndSet(finding.text()).equals(finding.text())) {
      LOG.warn("{}: {}", finding.text(), finding.remedy().orElse(""));
    }
  }

  private void requireRoom(Path root) {
    OptionalLong free = local ? free(root) : OptionalLong.empty();
    if (free.isPresent() && free.getAsLong() < settings.freeDisk()) {
      throw new DeployFailure(
          DeployCode.DISK_LIMIT_EXCEEDED,
          ("The disk that images are built on has %d MB left, and a build begins only with %d MB."
                  + " The administrator makes room there (POST /admin/cleanup), or sets"
                  + " STACKYN_BUILD_FREE_DISK.")
              .formatted(free.getAsLong() >> 20, settings.freeDisk() >> 20));
    }
  }

  /**
   * From within a container the folder is not seen, but the container's own is on the same disk.
   */
  private static OptionalLong free(Path root) {
    Path seen = root;
    while (seen != null && !Files.exists(seen)) {
      seen = seen.getParent();
    }
    try {
      return seen == null
          ? OptionalLong.empty()
          : OptionalLong.of(Files.getFileStore(seen).getUsableSpace());
    } catch (IOException e) {
      LOG.debug("Nobody knows how much room there is at {}", seen, e);
      return OptionalLong.empty();
    }
  }

  /** Neither its name nor its machine changes while we are connected to it. */
  private EngineInfo info() {
    EngineInfo info = known;
    if (info == null) {
      info = EngineInfo.ask(engine);
      known = info;
    }
    return info;
  }
}
