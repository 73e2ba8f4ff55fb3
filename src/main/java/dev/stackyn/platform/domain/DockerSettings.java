package dev.stackyn.platform.domain;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the Docker engine listens, and the certificates to show it when it listens on the network
 * with TLS.
 */
public record DockerSettings(URI host, Optional<Path> certificates) {

  public static DockerSettings from(Variables variables) {
    boolean tls =
        variables
            .text("DOCKER_TLS_VERIFY", "DOCKER_TLS_ENABLED")
            .as(text -> !text.equals("0") && !text.equalsIgnoreCase("false"))
            .or(false);
    Optional<Path> certificates = variables.text("DOCKER_CERT_PATH").as(Path::of).optional();
    if (tls && certificates.isEmpty()) {
      variables.problem(
          "DOCKER_CERT_PATH",
          "must name the folder of the certificates when DOCKER_TLS_VERIFY is on");
    }
    return new DockerSettings(
        variables
            .text("DOCKER_HOST")
            .as(DockerSettings::endpoint)
            .or(URI.create("unix:///var/run/docker.sock")),
        tls ? certificates : Optional.empty());
  }

  private static URI endpoint(String text) {
    String expectation = "must look like unix:///var/run/docker.sock or tcp://host:2375";
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(expectation, e);
    }
    boolean socket =
        "unix".equals(uri.getScheme()) && uri.getPath() != null && uri.getPath().startsWith("/");
    boolean network = "tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0;
    if (!socket && !network) {
      throw new IllegalArgumentException(expectation);
    }
    return uri;
  }
}
