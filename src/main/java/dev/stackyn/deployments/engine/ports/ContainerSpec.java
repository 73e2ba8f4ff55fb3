package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.Bounds;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container to be started.
 *
 * @param purpose what it is for; with the deployment it names the container, so that to start it
 *     again finds it
 * @param command instead of the image's CMD; an ENTRYPOINT stays in front of it
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
    Restart restart,
    Privileges privileges) {

  private static final Pattern VOLUME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");
  private static final Pattern FOLDER = Pattern.compile("(/(?!\\.\\.?(/|$))[^/:\\x00-\\x1f]+)+/?");

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
    if (!volumes.keySet().stream().allMatch(name -> VOLUME.matcher(name).matches())
        || !volumes.values().stream().allMatch(folder -> FOLDER.matcher(folder).matches())) {
      throw new IllegalArgumentException("a volume has a plain name and an absolute folder");
    }
  }
}
