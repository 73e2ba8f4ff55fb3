package dev.stackyn.platform.adapters.docker;

import com.github.dockerjava.api.model.Version;
import dev.stackyn.platform.domain.Finding;
import dev.stackyn.platform.domain.Probe;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Whether the Docker engine answers. */
@Singleton
public final class DockerProbe implements Probe {
  /** The oldest API that the platform's calls were written for: engines from 2019 on have it. */
  private static final String OLDEST_API = "1.40";

  private final Provider<DockerEngine> engine;

  public DockerProbe(Provider<DockerEngine> engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public String working() {
    return "connected";
  }

  @Override
  public Finding look() {
    try {
      engine.get().ping();
      return Finding.ok("the engine answers");
    } catch (RuntimeException e) {
      return unreachable();
    }
  }

  /** A closer look for the doctor: who answers, and whether it is new enough. */
  public Finding examine() {
    try {
      Version version = engine.get().version();
      String api = Objects.requireNonNullElse(version.getApiVersion(), "0");
      String text = "engine %s, API %s".formatted(version.getVersion(), api);
      return isAtLeast(api, OLDEST_API)
          ? Finding.ok(text)
          : Finding.problem(
              text + ": too old", "install Docker 19.03 or newer (API " + OLDEST_API + ")");
    } catch (RuntimeException e) {
      return unreachable();
    }
  }

  /** Advice for the doctor: what becomes of apps when the engine is updated. */
  public Finding examineRestart() {
    try {
      return engine.get().keepsContainersWhenRestarted()
          ? Finding.ok("apps run on while the engine is restarted")
          : Finding.warning(
              "every app stops for a while when the engine is restarted or updated",
              "put \"live-restore\": true into /etc/docker/daemon.json, then: systemctl reload docker");
    } catch (RuntimeException e) {
      return unreachable();
    }
  }

  private static Finding unreachable() {
    return Finding.problem(
        "not reachable", "start Docker, and check DOCKER_HOST and that this user may use it");
  }

  private static boolean isAtLeast(String version, String oldest) {
    String[] have = version.split("\\.", 2);
    String[] need = oldest.split("\\.", 2);
    int major = Integer.compare(Integer.parseInt(have[0]), Integer.parseInt(need[0]));
    return major != 0
        ? major > 0
        : have.length > 1 && Integer.parseInt(have[1]) >= Integer.parseInt(need[1]);
  }
}
