package dev.stackyn.testing;

import dev.stackyn.deployments.adapters.docker.Alarms;
import dev.stackyn.deployments.adapters.docker.EngineAddress;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.platform.domain.DockerSettings;
import io.micronaut.json.JsonMapper;
import java.net.URI;
import java.util.Optional;

/** The Docker engine of this machine, for tests tagged {@code docker}. */
public final class RealDocker {
  private static final Alarms ALARMS = new Alarms();

  private RealDocker() {}

  public static EngineHttp engine() {
    return new EngineHttp(
        new EngineAddress(new DockerSettings(host(), Optional.empty())),
        ALARMS,
        JsonMapper.createDefault());
  }

  public static Alarms alarms() {
    return ALARMS;
  }

  /** Where the launcher found or started it. */
  public static URI host() {
    String named = System.getenv("DOCKER_HOST");
    return URI.create(named == null || named.isEmpty() ? "unix:///var/run/docker.sock" : named);
  }
}
