package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The symbolic links of a checkout. They are made after all files, so that no file is ever written
 * through one; and each is followed on paper first, through the others, as the system would follow
 * it: links that are harmless alone may lead out together.
 */
final class Links {
  /** The system gives up at this depth, so nothing beyond it leads anywhere. */
  private static final int MOST_HOPS = 40;

  private final SortedMap<String, String> targets = new TreeMap<>();

  void add(String path, String target) {
    if (targets.put(path, target) != null) {
      throw twice(path);
    }
  }

  /** Forgets those of a part that is written again. */
  void removeBelow(String prefix) {
    targets.keySet().removeIf(path -> path.startsWith(prefix));
  }

  void make(Path folder) throws IOException {
    targets.keySet().forEach(this::checkStaysInside);
    for (var link : targets.entrySet()) {
      try {
        Files.createSymbolicLink(folder.resolve(link.getKey()), Path.of(link.getValue()));
      } catch (FileAlreadyExistsException e) {
        throw twice(link.getKey());
      }
    }
  }

  private void checkStaysInside(String path) {
    Deque<String> ahead = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
    Deque<String> at = new ArrayDeque<>();
    int hops = 0;
    while (!ahead.isEmpty() && hops <= MOST_HOPS) {
      String part = ahead.removeFirst();
      if (part.equals("..")) {
        if (at.pollLast() == null) {
          throw outside(path);
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        at.addLast(part);
        String target = targets.get(String.join("/", at));
        if (target != null) {
          hops++;
          at.removeLast();
          if (target.startsWith("/")) {
            throw outside(path);
          }
          Arrays.asList(target.split("/", -1)).reversed().forEach(ahead::addFirst);
        }
      }
    }
  }

  private DeployFailure outside(String path) {
    return new DeployFailure(
        DeployCode.REPO_UNSAFE_PATH,
        "The symbolic link "
            + path
            + " leads out of the repository (to "
            + targets.get(path)
            + "). Make it relative, to something inside.");
  }

  private static DeployFailure twice(String path) {
    return new DeployFailure(
        DeployCode.REPO_UNSAFE_PATH, "The repository has two entries named " + path + ".");
  }
}
