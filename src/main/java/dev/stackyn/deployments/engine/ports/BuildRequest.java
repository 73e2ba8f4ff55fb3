package dev.stackyn.deployments.engine.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * What to build, and under which bounds.
 *
 * @param release the name of the release that the image is for, as its label says
 * @param name what the image is called, with its tag: {@code stackyn/shop:12}
 * @param target the stage to stop at; the last one if none is named
 * @param arguments for ARG instructions. They stay readable in the image's history: never secrets
 * @param secrets for {@code RUN --mount=type=secret}, by their id; they leave no trace in the image
 * @param logins for registries, by host; without one a registry is asked anonymously
 */
public record BuildRequest(
    AppId app,
    DeploymentId deployment,
    String release,
    String name,
    BuildSource source,
    Optional<String> target,
    Map<String, String> arguments,
    Map<String, Secret> secrets,
    Map<String, RegistryLogin> logins,
    BasePull pull,
    BuildLimits limits) {

  public BuildRequest {
    arguments = Map.copyOf(arguments);
    secrets = Map.copyOf(secrets);
    logins = Map.copyOf(logins);
  }

  /** Who may pull from a registry. */
  public record RegistryLogin(String user, Secret password) {}

  /** Which base images are asked for at their registry. */
  public enum BasePull {
    /** Those that the engine does not have: quick, and works without a network. */
    MISSING,
    /** All of them, so that their latest repairs are in. */
    ALWAYS
  }
}
