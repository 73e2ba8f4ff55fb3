package dev.stackyn.deployments.engine.ports;

/** Where a container answers, as the router reaches it. */
public record Backend(String address, int port) {
  public Backend {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }
}
