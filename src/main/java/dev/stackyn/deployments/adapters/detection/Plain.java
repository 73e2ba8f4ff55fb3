package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words from a repository's files that may stand in a Dockerfile: neither Docker nor a shell sees
 * anything in them but a word. What is not like that is as good as not said.
 */
final class Plain {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
  private static final Pattern DOTTED =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}(?:\\.[A-Za-z_][A-Za-z0-9_]{0,99}){0,19}");
  private static final Pattern PATH =
      Pattern.compile("(?!-)(?!.*\\.\\.)[A-Za-z0-9_.@+-][A-Za-z0-9_.@+/-]{0,254}");

  private Plain() {}

  /** A name such as {@code my-app_2.0}. */
  static Optional<String> name(String text) {
    return Optional.of(text).filter(NAME.asMatchPredicate());
  }

  /** Names with dots between them, as modules and classes have. */
  static Optional<String> dotted(String text) {
    return Optional.of(text).filter(DOTTED.asMatchPredicate());
  }

  static boolean isPath(String text) {
    return PATH.matcher(text).matches();
  }

  /** A file or a folder below the one that it is relative to. */
  static Optional<String> path(String text) {
    return Optional.of(text).filter(Plain::isPath);
  }

  /** A folder that has to be in a command; empty for the one that the command is run in. */
  static String folder(String path) {
    if (!path.isEmpty() && !isPath(path)) {
      throw new DeployFailure(
          DeployCode.MANIFEST_INVALID,
          ("The folder \"%s\" cannot be built without a Dockerfile: only letters, digits and"
                  + " . _ - @ + may be in the names of its path.")
              .formatted(shown(path)));
    }
    return path;
  }

  /** What somebody has written, short enough to be told. */
  static String shown(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
  }

  /** What the pattern's first group finds, where it takes part in it. */
  static Optional<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
  }
}
