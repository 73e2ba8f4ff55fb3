package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.Hints;
import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.deployments.engine.secrets.Redactor;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * What to build, and under which bounds.
 *
 * @param release the name of the release that the image is for, as its label says
 * @param recipe by which the image is found again when the same is to be built
 * @param name what the image is called, with its tag: {@code stackyn/shop:12}
 * @param target the stage to stop at; the last one if none is named
 * @param arguments for ARG instructions. They stay readable in the image's history: never secrets
 * @param secrets for {@code RUN --mount=type=secret}, by their id; they leave no trace in the image
 * @param logins for registries, by host; without one a registry is asked anonymously
 * @param forbidden finds what must not be in the image
 * @param hints what the image remembers of how it is run
 */
public record BuildRequest(
    AppId app,
    DeploymentId deployment,
    String release,
    Recipe recipe,
    String name,
    BuildSource source,
    Optional<String> target,
    Map<String, String> arguments,
    Map<String, Secret> secrets,
    Map<String, RegistryLogin> logins,
    Redactor forbidden,
    Hints hints,
    Freshness freshness,
    BuildLimits limits) {

  public BuildRequest {
    arguments = Map.copyOf(arguments);
    secrets = Map.copyOf(secrets);
    logins = Map.copyOf(logins);
  }
}
