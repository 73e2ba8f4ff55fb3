package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.Bounds;
import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container to be started.
 *
 * @param purpose what it is for; with the deployment it names the container, so that to start it
 *     again finds it
 * @param environment all of it: the port is among it
 * @param volumes folders in the container, by the name of the app's volume that is mounted there
 */
public record ContainerSpec(
    AppId app,
    DeploymentId deployment,
    String slug,
    Purpose purpose,
    ImageId image,
    Optional<List<String>> command,
    Map<String, Secret> environment,
    Bounds bounds,
    Map<String, String> volumes,
    Restart restart) {

  /** What a container is for. */
  public enum Purpose {
    /** To serve the app. */
    SERVE,
    /** To prepare the switch, and end. */
    PREPARE
  }

  public ContainerSpec {
    environment = Map.copyOf(environment);
    volumes = Map.copyOf(volumes);
  }
}
