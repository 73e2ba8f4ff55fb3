package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Listens to a build's log on its way. Of a program that was killed for its memory, or found no
 * room on the disk, the builder often hears only that another one, which had started it, ended with
 * an error: what really happened is said in the last lines, if anywhere.
 */
final class Symptoms implements Consumer<String> {
  private static final int LAST_LINES = 25;
  private static final Pattern DISK_FULL =
      Pattern.compile(
          "no space left on device|ENOSPC|disk quota exceeded", Pattern.CASE_INSENSITIVE);
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "\\bSIGKILL\\b|signal: killed|\\bOOMKilled\\b|(?:^|\\s)Killed$"
              + "|fork: cannot allocate memory|\\bENOMEM\\b",
          Pattern.CASE_INSENSITIVE);

  private final Consumer<String> lines;
  private final Deque<String> last = new ArrayDeque<>();

  Symptoms(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void accept(String line) {
    lines.accept(line);
    if (last.size() == LAST_LINES) {
      last.removeFirst();
    }
    last.addLast(line);
  }

  /** The failure by its real name, where the builder knows none. */
  DeployFailure named(DeployFailure failure) {
    if (failure.code() != DeployCode.BUILD_FAILED) {
      return failure;
    }
    if (shows(DISK_FULL)) {
      return new DeployFailure(
          DeployCode.DISK_LIMIT_EXCEEDED,
          failure.text() + " They tell of a disk without room: the administrator makes some.",
          failure);
    }
    return shows(OUT_OF_MEMORY)
        ? new DeployFailure(
            DeployCode.MEMORY_LIMIT_EXCEEDED,
            failure.text()
                + " They tell of a program that needed more memory than builds may use: let it do"
                + " less at a time; or the administrator raises STACKYN_BUILD_MEMORY.",
            failure)
        : failure;
  }

  private boolean shows(Pattern symptom) {
    return last.stream().anyMatch(line -> symptom.matcher(line).find());
  }
}
