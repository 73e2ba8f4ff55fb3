package dev.stackyn.deployments.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that this platform made on an engine.
 *
 * @param id by which the engine knows it
 * @param bytes that it takes on the disk, as far as the engine says
 * @param made of an image that steps of earlier builds were enough for, it is the time of those
 */
public record Stored(
    Kind kind,
    String id,
    String name,
    Optional<AppId> app,
    Optional<DeploymentId> deployment,
    long bytes,
    Instant made) {

  /** What it is, in the order in which leftovers go: a container holds its image and network. */
  public enum Kind {
    CONTAINER,
    IMAGE,
    NETWORK;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
