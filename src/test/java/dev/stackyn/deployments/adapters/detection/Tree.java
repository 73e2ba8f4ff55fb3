package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.engine.ports.SourceFiles;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A repository in memory. */
record Tree(SortedMap<String, String> files) implements SourceFiles {
  /** Paths and texts in turn. */
  static Tree of(String... pathsAndTexts) {
    SortedMap<String, String> files = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    return new Tree(files);
  }

  @Override
  public NavigableSet<String> paths() {
    return new TreeSet<>(files.keySet());
  }

  @Override
  public Optional<String> text(String path) {
    return Optional.ofNullable(files.get(path));
  }
}
