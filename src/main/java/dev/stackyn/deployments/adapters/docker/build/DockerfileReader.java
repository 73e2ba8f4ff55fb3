package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.build.Dockerfile.Feature;
import dev.stackyn.deployments.adapters.docker.build.Dockerfile.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what {@link Dockerfile} says: instruction by instruction. */
final class DockerfileReader {
  private static final Pattern PLATFORM_ARGUMENT =
      Pattern.compile("\\b(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)\\b");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)(?:(:?[-+])([^{}]*))?\\})");

  private final DockerfileLines lines;
  private final Map<String, String> given;
  private final Map<String, String> arguments = new HashMap<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Set<Feature> features = EnumSet.noneOf(Feature.class);

  DockerfileReader(String text, Map<String, String> given) {
    this.lines = new DockerfileLines(text);
    this.given = given;
  }

  Dockerfile read() {
    for (DockerfileLines.Instruction instruction : lines.instructions()) {
      if (instruction.hasHeredoc()) {
        features.add(Feature.HEREDOC);
      }
      take(instruction);
    }
    Optional<String> syntax = Optional.ofNullable(given.get("BUILDKIT_SYNTAX")).or(lines::syntax);
    if (syntax.isPresent()) {
      features.add(Feature.SYNTAX);
    }
    if (syntax.isPresent() && !syntax.get().contains("docker/dockerfile")) {
      // Another language altogether: its stages, if it has any, are not ours to read.
      return new Dockerfile(syntax, List.of(), features);
    }
    return new Dockerfile(syntax, stages, features);
  }

  private void take(DockerfileLines.Instruction instruction) {
    String rest = instruction.rest();
    switch (instruction.name()) {
      case "ARG" -> argument(rest);
      case "FROM" -> from(rest);
      case "COPY", "ADD" -> copy(rest);
      case "RUN" -> run(rest);
      default -> {
        // The others need nothing from outside.
      }
    }
    if (PLATFORM_ARGUMENT.matcher(rest).find()) {
      features.add(Feature.PLATFORM_ARGUMENT);
    }
  }

  /** Only those before the first FROM may be used in a FROM. */
  private void argument(String rest) {
    if (!stages.isEmpty()) {
      return;
    }
    for (String word : rest.split("\\s+", -1)) {
      String[] parts = word.split("=", 2);
      String value = given.get(parts[0]);
      if (value == null && parts.length > 1) {
        value = resolved(unquoted(parts[1]));
      }
      if (value != null) {
        arguments.put(parts[0], value);
      }
    }
  }

  private void from(String rest) {
    List<String> words = new ArrayList<>(Arrays.asList(rest.split("\\s+", -1)));
    Optional<String> platform = Optional.empty();
    while (!words.isEmpty() && words.getFirst().startsWith("--")) {
      String flag = words.removeFirst();
      if (flag.startsWith("--platform=")) {
        platform = Optional.of(resolved(flag.substring("--platform=".length())));
      }
    }
    if (words.isEmpty()) {
      return;
    }
    String name =
        words.size() == 3 && words.get(1).equalsIgnoreCase("AS")
            ? words.get(2).toLowerCase(Locale.ROOT)
            : "";
    stages.add(new Stage(name, resolved(unquoted(words.getFirst())), platform, new ArrayList<>()));
  }

  private void copy(String rest) {
    flags(rest)
        .forEach(flag -> {
          if (flag.startsWith("--from=")) {
            use(flag.substring("--from=".length()));
          } else if (flag.equals("--link") || flag.startsWith("--link=")) {
            features.add(Feature.COPY_LINK);
          } else if (flag.startsWith("--chmod=")) {
            features.add(Feature.COPY_CHMOD);
          }
        });
  }

  private void run(String rest) {
    flags(rest)
        .filter(flag -> flag.startsWith("--mount=") || flag.startsWith("--security"))
        .forEach(flag -> {
          features.add(Feature.RUN_MOUNT);
          mount(flag.substring(flag.indexOf('=') + 1));
        });
  }

  private void mount(String options) {
    for (String option : options.split(",", -1)) {
      if (option.equals("type=secret")) {
        features.add(Feature.SECRET);
      } else if (option.startsWith("from=")) {
        use(option.substring("from=".length()));
      }
    }
  }

  private void use(String name) {
    if (!stages.isEmpty()) {
      stages.getLast().used().add(unquoted(name));
    }
  }

  private static Stream<String> flags(String rest) {
    return Arrays.stream(rest.split("\\s+", -1)).takeWhile(word -> word.startsWith("--"));
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.startsWith("\"") || text.startsWith("'"))
            && text.endsWith(text.substring(0, 1));
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** What has no value stays as it is written, with its dollar: nobody then takes it for a name. */
  private String resolved(String text) {
    return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  private String value(MatchResult found) {
    String name = found.group(1) != null ? found.group(1) : found.group(2);
    String known = arguments.getOrDefault(name, "");
    String form = found.group(3) == null ? "" : found.group(3);
    return switch (form) {
      case ":-", "-" -> known.isEmpty() ? found.group(4) : known;
      case ":+", "+" -> known.isEmpty() ? "" : found.group(4);
      default -> arguments.containsKey(name) ? known : found.group();
    };
  }
}
