package dev.stackyn.deployments.engine.ports;

import java.util.NavigableSet;
import java.util.Optional;

/** The files of one commit: what there is, and what is in it. */
public interface SourceFiles {
  /** All files by their path from the repository's root, with {@code /} between the folders. */
  NavigableSet<String> paths();

  /** The file's text; nothing when there is no such file, or it is larger than a megabyte. */
  Optional<String> text(String path);
}
