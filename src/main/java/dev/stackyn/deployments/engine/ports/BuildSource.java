package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.Instructions;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The files of one commit, and what is to be made of them.
 *
 * @param root the folder they were checked out into
 * @param context the folder whose files the Dockerfile may copy, relative to the root; empty for
 *     the root itself
 * @param committed when the commit was made: the time that all files have in the image, because the
 *     time of a checkout would make another image of the same commit
 */
public record BuildSource(Path root, Path context, Instructions instructions, Instant committed) {
  public BuildSource {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("the root is an absolute path");
    }
    // Links are another matter: those are followed, and judged, when the files are read.
    context = context.normalize();
    if (context.isAbsolute() || context.startsWith("..")) {
      throw new IllegalArgumentException("the context leaves the repository");
    }
  }
}
