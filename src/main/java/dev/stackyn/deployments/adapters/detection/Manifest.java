package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a repository says about itself in {@code stackyn.json}. It wins over everything that would
 * be found out.
 *
 * @param language one of the languages, or {@code dockerfile}
 * @param install replaces what fetches the dependencies
 * @param build replaces what builds; empty for nothing
 * @param release run once before each switch
 * @param output the folder of a static site
 * @param fallback whether unknown paths of a static site lead to its first page
 * @param packages Debian packages that the app needs where it runs
 * @param unknown keys that mean nothing
 */
record Manifest(
    Optional<String> language,
    Optional<String> version,
    Optional<String> install,
    Optional<String> build,
    Optional<List<String>> start,
    Optional<List<String>> release,
    Optional<String> output,
    Optional<Boolean> fallback,
    Optional<Integer> port,
    Optional<String> healthPath,
    List<String> packages,
    List<String> unknown) {
  static final String FILE = "stackyn.json";
  static final String OWN_DOCKERFILE = "dockerfile";

  private static final Set<String> KEYS =
      Set.of(
          "$schema",
          "language",
          "version",
          "install",
          "build",
          "start",
          "release",
          "output",
          "spa",
          "port",
          "health_path",
          "packages");
  private static final Predicate<String> VERSION =
      Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,63}").asMatchPredicate();
  private static final Predicate<String> WITHIN =
      Pattern.compile("(?!.*\\.\\.)[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]{0,254}").asMatchPredicate();
  private static final Predicate<String> HTTP_PATH =
      Pattern.compile("/[\\x21-\\x7e&&[^#]]{0,254}").asMatchPredicate();
  private static final Predicate<String> PACKAGE =
      Pattern.compile("[a-z0-9][a-z0-9.+-]{0,79}").asMatchPredicate();
  private static final int MOST_PACKAGES = 50;
  private static final int HIGHEST_PORT = 65_535;

  /** Of a repository that says nothing. */
  static final Manifest NONE = read(MissingNode.getInstance());

  Manifest {
    packages = List.copyOf(packages);
    unknown = List.copyOf(unknown);
  }

  /** What it says; nothing when the file is not there. */
  static Manifest read(JsonNode said) {
    if (!said.isObject() && !said.isMissingNode()) {
      throw new DeployFailure(DeployCode.MANIFEST_INVALID, FILE + " must be an object.");
    }
    Set<String> unknown = new TreeSet<>();
    said.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KEYS);
    return new Manifest(
        text(said, "language", Manifest::isLine, "a language such as node"),
        text(said, "version", VERSION, "a version such as 22"),
        text(said, "install", Manifest::isLine, "one line for a shell"),
        text(said, "build", Manifest::isLine, "one line for a shell"),
        command(said, "start"),
        command(said, "release"),
        text(said, "output", WITHIN, "a folder of the repository such as dist"),
        truth(said, "spa"),
        port(said),
        text(said, "health_path", HTTP_PATH, "a path such as /healthz"),
        packages(said),
        List.copyOf(unknown));
  }

  private static Optional<String> text(
      JsonNode said, String key, Predicate<String> rule, String expected) {
    JsonNode value = said.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || !rule.test(value.asText())) {
      throw wrong(key, expected);
    }
    return Optional.of(value.asText().strip());
  }

  /** A program and its arguments, or a line for a shell. */
  private static Optional<List<String>> command(JsonNode said, String key) {
    JsonNode value = said.path(key);
    String expected = "one line for a shell, or a list of texts";
    if (!value.isArray()) {
      return text(said, key, line -> isLine(line) && !line.isBlank(), expected).map(Commands::of);
    }
    List<String> words = new ArrayList<>();
    for (JsonNode word : value) {
      if (!word.isTextual() || !isLine(word.asText()) || words.size() == 100) {
        throw wrong(key, expected);
      }
      words.add(word.asText());
    }
    if (words.isEmpty()) {
      throw wrong(key, expected);
    }
    return Optional.of(words);
  }

  private static Optional<Boolean> truth(JsonNode said, String key) {
    JsonNode value = said.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw wrong(key, "true or false");
    }
    return Optional.of(value.asBoolean());
  }

  private static Optional<Integer> port(JsonNode said) {
    JsonNode value = said.path("port");
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > HIGHEST_PORT) {
      throw wrong("port", "a whole number from 1 to 65535");
    }
    return Optional.of(value.asInt());
  }

  private static List<String> packages(JsonNode said) {
    JsonNode value = said.path("packages");
    List<String> names = new ArrayList<>();
    for (JsonNode name : value) {
      names.add(name.asText());
    }
    boolean absent = value.isMissingNode() || value.isNull();
    if (!absent
        && (!value.isArray()
            || names.size() > MOST_PACKAGES
            || !names.stream().allMatch(PACKAGE))) {
      throw wrong("packages", "up to 50 names of Debian packages");
    }
    return names;
  }

  private static boolean isLine(String text) {
    return text.length() <= 2_000 && text.chars().noneMatch(Character::isISOControl);
  }

  private static DeployFailure wrong(String key, String expected) {
    return new DeployFailure(
        DeployCode.MANIFEST_INVALID, "%s: \"%s\" must be %s.".formatted(FILE, key, expected));
  }
}
