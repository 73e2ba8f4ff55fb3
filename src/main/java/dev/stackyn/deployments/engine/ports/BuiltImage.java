package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.Hints;
import dev.stackyn.kernel.DeploymentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image of an app on the engine.
 *
 * @param names those it has on the engine; none when another image took them
 * @param deployment the one it was built for
 * @param size in bytes, of all its layers, those shared with other images included
 */
public record BuiltImage(
    ImageId id,
    List<String> names,
    DeploymentId deployment,
    long size,
    Instant made,
    ImageConfig config) {

  public BuiltImage {
    names = List.copyOf(names);
  }

  /**
   * What the image says about how it is to be run.
   *
   * @param ports what EXPOSE names, TCP only, in ascending order
   * @param user as the Dockerfile has it; empty for root
   * @param startable whether a command or an entrypoint is there: without either it cannot start
   * @param volumes the folders that VOLUME names
   * @param hints what its repository said beside the Dockerfile
   * @param stopSignal the signal that asks the process to end, if it is not the usual one
   */
  public record ImageConfig(
      List<Integer> ports,
      String user,
      boolean startable,
      Set<String> volumes,
      Optional<String> stopSignal,
      Optional<HealthCheck> healthCheck,
      Hints hints) {

    public ImageConfig {
      ports = List.copyOf(ports);
      volumes = Set.copyOf(volumes);
    }
  }

  /** The command of a HEALTHCHECK, as the engine has it: its first word is how it is run. */
  public record HealthCheck(List<String> test) {
    public HealthCheck {
      test = List.copyOf(test);
    }
  }
}
