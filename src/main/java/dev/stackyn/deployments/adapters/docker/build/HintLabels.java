package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.deployments.engine.Hints;
import io.micronaut.json.tree.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a repository says about how it is run, as labels of its image. All of them are always set:
 * those of a base image that was made here mean that image alone.
 */
final class HintLabels {
  private static final String PORT = "stackyn.port";
  private static final String HEALTH_PATH = "stackyn.health-path";
  private static final String START = "stackyn.start";
  private static final String PREPARE = "stackyn.prepare";
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,4}");

  /** No word has a line's end in it: a repository says each in one line. */
  private static final String BETWEEN_WORDS = "\n";

  private HintLabels() {}

  static Map<String, String> of(Hints hints) {
    return Map.of(
        PORT, hints.port().map(String::valueOf).orElse(""),
        HEALTH_PATH, hints.healthPath().orElse(""),
        START, String.join(BETWEEN_WORDS, hints.start().orElse(List.of())),
        PREPARE, String.join(BETWEEN_WORDS, hints.prepare().orElse(List.of())));
  }

  static Hints read(JsonNode inspected) {
    return new Hints(
        label(inspected, PORT).filter(NUMBER.asMatchPredicate()).map(Integer::parseInt),
        label(inspected, HEALTH_PATH),
        label(inspected, START).map(HintLabels::words),
        label(inspected, PREPARE).map(HintLabels::words));
  }

  private static Optional<String> label(JsonNode inspected, String name) {
    return Json.text(inspected, "Config", "Labels", name);
  }

  private static List<String> words(String text) {
    return List.of(text.split(BETWEEN_WORDS, -1));
  }
}
