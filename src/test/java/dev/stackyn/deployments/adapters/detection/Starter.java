package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.Plan;
import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A small repository, and what is expected to be decided about it, in one file. Lines that begin
 * with {@code ---} begin a file of the repository; the one that begins with {@code ===} begins what
 * is expected. A first line {@code context: folder} says where in the repository the app is.
 */
record Starter(Path file, String context, Tree tree, String input, String expected) {
  private static final String FILE = "--- ";
  private static final String EXPECTED = "=== expected\n";
  private static final String CONTEXT = "context: ";

  static Starter read(Path file) throws IOException {
    String text = Files.readString(file);
    int end = text.indexOf(EXPECTED);
    String input = end < 0 ? text : text.substring(0, end);
    String expected = end < 0 ? "" : text.substring(end + EXPECTED.length());
    String context = input.startsWith(CONTEXT) ? input.lines().findFirst().orElseThrow() : CONTEXT;
    return new Starter(
        file, context.substring(CONTEXT.length()).strip(), tree(input), input, expected);
  }

  private static Tree tree(String input) {
    SortedMap<String, String> files = new TreeMap<>();
    String path = null;
    List<String> lines = new ArrayList<>();
    for (String line : (input + FILE).lines().toList()) {
      if (line.startsWith(FILE) || line.equals(FILE.strip())) {
        if (path != null) {
          files.put(path, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        }
        path = line.length() > FILE.length() ? line.substring(FILE.length()).strip() : null;
        lines.clear();
      } else {
        lines.add(line);
      }
    }
    return new Tree(files);
  }

  /** What is decided about it, for people to read. */
  String decided() {
    Wishes wishes =
        new Wishes(
            Path.of(context), Optional.empty(), Optional.empty(), BuildVariables.NONE, "app");
    try {
      return text(new Detector(DetectionSettings.USUAL).plan(tree, wishes));
    } catch (DeployFailure e) {
      return "failure: %s %s%n".formatted(e.code(), e.text());
    }
  }

  private static String text(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append("title: ").append(plan.title()).append('\n');
    text.append("context: ").append(plan.context()).append('\n');
    plan.decisions()
        .forEach(
            one -> text.append("%s: %s (%s)\n".formatted(one.about(), one.choice(), one.reason())));
    plan.hints().port().ifPresent(port -> text.append("port: ").append(port).append('\n'));
    plan.hints().healthPath().ifPresent(path -> text.append("health: ").append(path).append('\n'));
    plan.warnings().forEach(warning -> text.append("warning: ").append(warning).append('\n'));
    if (plan.instructions() instanceof Instructions.Generated made) {
      made.files()
          .forEach((path, content) -> {
            text.append("file: ").append(path).append('\n');
            content.lines().forEach(line -> text.append("> ").append(line).append('\n'));
          });
      text.append("ignored: ").append(made.ignored()).append('\n');
      text.append(
          made.dockerfile().lines().map(line -> "| " + line).collect(Collectors.joining("\n")));
      text.append('\n');
    }
    return text.toString();
  }

  /** Takes what is decided now for what is expected: to be read before it is committed. */
  void accept() throws IOException {
    Files.writeString(file, input + EXPECTED + decided());
  }
}
