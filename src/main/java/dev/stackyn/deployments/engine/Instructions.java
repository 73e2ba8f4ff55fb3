package dev.stackyn.deployments.engine;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the builder is told to do. */
public sealed interface Instructions {
  /**
   * A Dockerfile of the repository, built exactly as it is written.
   *
   * @param dockerfile relative to the repository's root; it need not be in the context
   */
  record Own(Path dockerfile) implements Instructions {
    public Own {
      dockerfile = dockerfile.normalize();
      if (dockerfile.isAbsolute() || dockerfile.startsWith("..")) {
        throw new IllegalArgumentException("the dockerfile leaves the repository");
      }
      if (dockerfile.toString().isEmpty()) {
        throw new IllegalArgumentException("the dockerfile is a file");
      }
    }
  }

  /**
   * A Dockerfile that was written for a repository that has none.
   *
   * @param files what it copies and the repository does not have, by path within the context
   * @param ignored what stays out of the build beside what the repository itself keeps out
   */
  record Generated(String dockerfile, SortedMap<String, String> files, List<String> ignored)
      implements Instructions {
    public Generated {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
      ignored = List.copyOf(ignored);
    }
  }
}
