package dev.stackyn.deployments.adapters.detection;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A language's answer.
 *
 * @param title what it is, in a few words
 * @param context the folder that is sent to the builder, relative to the repository's root; empty
 *     for the root
 * @param sheet the Dockerfile
 * @param files what the Dockerfile copies and the repository does not have
 * @param ignored what must not come into the build: what the build makes itself
 * @param port the one it listens on, where it does not do as {@code PORT} says
 */
record Draft(
    String title,
    String context,
    Sheet sheet,
    SortedMap<String, String> files,
    List<String> ignored,
    Optional<Integer> port) {

  static Draft of(String title, String context, Sheet sheet, String... ignored) {
    return new Draft(title, context, sheet, new TreeMap<>(), List.of(ignored), Optional.empty());
  }

  Draft with(String path, String text) {
    SortedMap<String, String> more = new TreeMap<>(files);
    more.put(path, text);
    return new Draft(title, context, sheet, more, ignored, port);
  }

  Draft on(int fixed) {
    return new Draft(title, context, sheet, files, ignored, Optional.of(fixed));
  }
}
