package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Dockerfile while it is written. Only what every builder since Docker 20.10 knows by itself is
 * used: no heredocs, no links.
 */
final class Sheet {
  /** Nobody in particular; an image need not have a name for it. */
  private static final String USER = "1000:1000";

  private final List<String> lines = new ArrayList<>();
  private final BuildVariables variables;
  private final String caches;

  /**
   * A folder that builds of this app find again.
   *
   * @param name what it is called among the app's caches
   */
  record Cache(String name, String folder) {}

  /**
   * A folder of another stage that a command sees in its own; what it writes there is gone after.
   */
  record Loan(String stage, String from, String to) {}

  Sheet(BuildVariables variables, String caches) {
    this.variables = variables;
    this.caches = caches;
  }

  /** The last stage, the one that is run. */
  Sheet from(String image) {
    return stage("FROM " + image);
  }

  Sheet from(String image, String stage) {
    return stage("FROM %s AS %s".formatted(image, stage));
  }

  private Sheet stage(String instruction) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    return line(instruction);
  }

  /** What has no method of its own. */
  Sheet line(String instruction) {
    lines.add(instruction);
    return this;
  }

  Sheet folder(String path) {
    return line("WORKDIR " + path);
  }

  Sheet env(String name, String value) {
    return line("ENV %s=%s".formatted(name, value));
  }

  /** Files of the repository, into a folder. */
  Sheet copy(List<String> files, String folder) {
    return line("COPY %s".formatted(words(Stream.concat(files.stream(), Stream.of(folder)))));
  }

  /** All that the repository has. */
  Sheet copyAll() {
    return line("COPY . .");
  }

  /** What another stage made, for the user that the app runs as. */
  Sheet take(String stage, String from, String to) {
    return line("COPY --from=%s --chown=%s %s".formatted(stage, USER, words(Stream.of(from, to))));
  }

  /** Files of the repository, for the user that the app runs as. */
  Sheet own(String from, String to) {
    return line("COPY --chown=%s %s".formatted(USER, words(Stream.of(from, to))));
  }

  /** A command that needs nothing of the app's. */
  Sheet run(String command) {
    return line("RUN " + command);
  }

  /** A command of the app's build: with its variables, and what earlier builds have downloaded. */
  Sheet build(String command, Cache... from) {
    return build(Stream.empty(), command, from);
  }

  Sheet buildWith(Loan loan, String command, Cache... from) {
    return build(
        Stream.of(
            "--mount=type=bind,from=%s,source=%s,target=%s,rw"
                .formatted(loan.stage(), loan.from(), loan.to())),
        command,
        from);
  }

  private Sheet build(Stream<String> loans, String command, Cache... from) {
    List<String> mounts = new ArrayList<>(loans.toList());
    for (Cache cache : from) {
      mounts.add(
          "--mount=type=cache,id=%s-%s,target=%s".formatted(caches, cache.name(), cache.folder()));
    }
    variables.names().stream()
        .sorted()
        .forEach(name -> mounts.add("--mount=type=secret,id=" + name));
    String exports =
        variables.names().stream()
            .sorted()
            .map(name -> "export %s=\"$(cat /run/secrets/%s)\" && ".formatted(name, name))
            .collect(Collectors.joining());
    if (mounts.isEmpty()) {
      return run(command);
    }
    mounts.add(exports + command);
    return run(String.join(" \\\n    ", mounts));
  }

  /**
   * To be said once in each stage that uses {@link #build}, before it: a builder does not notice
   * that a secret has changed, and would give an old result.
   */
  Sheet variables() {
    return variables.names().isEmpty()
        ? this
        : line("ARG STACKYN_BUILD_VARIABLES=" + variables.version());
  }

  /** Debian packages, where there are any. */
  Sheet packages(List<String> names) {
    return names.isEmpty()
        ? this
        : run(
            "apt-get update && apt-get install --yes --no-install-recommends %s && rm -rf /var/lib/apt/lists/*"
                .formatted(String.join(" ", names)));
  }

  /** Who runs the app, and where it may keep what it needs for the moment. */
  Sheet unprivileged() {
    return env("HOME", "/tmp").line("USER " + USER);
  }

  Sheet start(List<String> command) {
    return line("CMD " + words(command.stream()));
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  private static String words(Stream<String> words) {
    return words.map(Sheet::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** As JSON has it: that is how Docker reads words that may have spaces. */
  private static String quoted(String word) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      switch (letter) {
        case '"', '\\' -> quoted.append('\\').append(letter);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(letter);
      }
    }
    return quoted.append('"').toString();
  }
}
