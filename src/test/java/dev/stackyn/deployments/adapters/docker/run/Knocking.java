package dev.stackyn.deployments.adapters.docker.run;

import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.domain.Subnet;
import dev.stackyn.deployments.engine.ports.ContainerSpec;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Stop;
import dev.stackyn.testing.BaseImages;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.RealDocker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.UUID;

/** An app whose containers knock at the address of their bridge, and are knocked at. */
public final class Knocking implements AutoCloseable {
  private static final int PORT = 3000;

  private final DockerContainers containers =
      new DockerContainers(
          RealDocker.engine(),
          new DockerContainers.Setup(
              "test" + UUID.randomUUID().toString().substring(0, 8),
              Subnet.parse("10.214.0.0/16").orElseThrow(),
              true));
  private final AppId app = new AppId(UUID.randomUUID());
  private final ImageId node = Specs.image(BaseImages.node());
  private final ContainerView server =
      containers.start(
          Specs.node(
              Specs.serve(app, 1, "it"),
              node,
              "require('net').createServer(s=>s.end()).listen(" + PORT + ")"));

  public String gateway() {
    return Json.text(
            Json.list(
                    RealDocker.engine().json(EngineRequest.get("/networks/stackyn-" + app)),
                    "IPAM",
                    "Config")
                .getFirst(),
            "Gateway")
        .orElseThrow();
  }

  /** Whether a container gets through to a port of this host. */
  public boolean reaches(int port) {
    ContainerSpec knock = Specs.knock(Specs.serve(app, 2, "it"), node, gateway(), port);
    return containers.run(knock, _ -> {}, new Stop()) == 0;
  }

  /** Whether this host gets through to a container, which may need a moment. */
  public boolean isReached() {
    Eventually.that(
        "it listens",
        () -> containers.listening(server.id()).stream().anyMatch(open -> open.port() == PORT));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.address().orElseThrow(), PORT), 5_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    containers.forget(app, true);
  }
}
