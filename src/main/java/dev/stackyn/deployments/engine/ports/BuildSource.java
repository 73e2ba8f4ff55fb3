package dev.stackyn.deployments.engine.ports;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The files of one commit, and where in them the build begins.
 *
 * @param root the folder they were checked out into
 * @param context the folder whose files the Dockerfile may copy, relative to the root; empty for
 *     the root itself
 * @param dockerfile relative to the root; it need not be in the context
 * @param committed when the commit was made: the time that all files have in the image, because the
 *     time of a checkout would make another image of the same commit
 */
public record BuildSource(Path root, Path context, Path dockerfile, Instant committed) {
  public BuildSource {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("the root is an absolute path");
    }
    context = inside(context, "context");
    dockerfile = inside(dockerfile, "dockerfile");
    if (dockerfile.toString().isEmpty()) {
      throw new IllegalArgumentException("the dockerfile is a file");
    }
  }

  /** Links are another matter: those are followed, and judged, when the files are read. */
  private static Path inside(Path path, String what) {
    Path plain = path.normalize();
    if (plain.isAbsolute() || plain.startsWith("..")) {
      throw new IllegalArgumentException("the " + what + " leaves the repository");
    }
    return plain;
  }
}
