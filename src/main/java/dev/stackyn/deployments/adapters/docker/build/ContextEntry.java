package dev.stackyn.deployments.adapters.docker.build;

import java.nio.file.Path;

/**
 * One thing in a build's context.
 *
 * @param name its path in the context, with slashes
 * @param mode the permission bits
 */
record ContextEntry(String name, Path file, Kind kind, int mode, long size) {
  enum Kind {
    FOLDER,
    FILE,
    LINK
  }
}
