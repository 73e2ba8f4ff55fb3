package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.engine.Bounds;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.ContainerSpec.Purpose;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Secret;
import dev.stackyn.testing.RealDocker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders of containers, with everything that a test does not care about. */
final class Specs {
  static final long MEGABYTE = 1 << 20;
  static final Bounds BOUNDS = new Bounds(64 * MEGABYTE, 0.5, 64, Duration.ofSeconds(1));

  private Specs() {}

  static ImageId image(String name) {
    return new ImageId(
        Json.text(RealDocker.engine().json(EngineRequest.get("/images/" + name + "/json")), "Id")
            .orElseThrow());
  }

  /** Of an image that need not exist. */
  static ContainerSpec serve(AppId app, long deployment, String slug) {
    return new ContainerSpec(
        app,
        new DeploymentId(deployment),
        slug.replace('/', '-'),
        Purpose.SERVE,
        new ImageId("sha256:" + "0".repeat(64)),
        Optional.empty(),
        Map.of("PORT", new Secret("8080")),
        BOUNDS,
        Map.of(),
        Restart.NEVER,
        Privileges.NONE);
  }

  static ContainerSpec of(ContainerSpec spec, ImageId image, String... command) {
    return new ContainerSpec(
        spec.app(),
        spec.deployment(),
        spec.slug(),
        spec.purpose(),
        image,
        Optional.of(List.of(command)),
        spec.environment(),
        spec.bounds(),
        spec.volumes(),
        spec.restart(),
        spec.privileges());
  }

  static ContainerSpec node(ContainerSpec spec, ImageId node, String code) {
    return of(spec, node, "node", "-e", code);
  }

  /** Ends with 0 when it got through to there. */
  static ContainerSpec knock(ContainerSpec spec, ImageId node, String address, int port) {
    return prepare(
        node(
            spec,
            node,
            """
            const s = require('net').connect(%d, '%s', () => process.exit(0));
            s.on('error', () => process.exit(1));
            setTimeout(() => process.exit(1), 2000);
            """
                .formatted(port, address)));
  }

  static ContainerSpec prepare(ContainerSpec spec) {
    return new ContainerSpec(
        spec.app(),
        spec.deployment(),
        spec.slug(),
        Purpose.PREPARE,
        spec.image(),
        spec.command(),
        spec.environment(),
        spec.bounds(),
        spec.volumes(),
        spec.restart(),
        spec.privileges());
  }

  static ContainerSpec with(ContainerSpec spec, Bounds bounds, Restart restart) {
    return new ContainerSpec(
        spec.app(),
        spec.deployment(),
        spec.slug(),
        spec.purpose(),
        spec.image(),
        spec.command(),
        spec.environment(),
        bounds,
        spec.volumes(),
        restart,
        spec.privileges());
  }

  static ContainerSpec withVolume(ContainerSpec spec, String name, String folder) {
    return new ContainerSpec(
        spec.app(),
        spec.deployment(),
        spec.slug(),
        spec.purpose(),
        spec.image(),
        spec.command(),
        spec.environment(),
        spec.bounds(),
        Map.of(name, folder),
        spec.restart(),
        spec.privileges());
  }

  static ContainerSpec with(ContainerSpec spec, Privileges privileges) {
    return new ContainerSpec(
        spec.app(),
        spec.deployment(),
        spec.slug(),
        spec.purpose(),
        spec.image(),
        spec.command(),
        spec.environment(),
        spec.bounds(),
        spec.volumes(),
        spec.restart(),
        privileges);
  }
}
