package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the version of a language that a project asks for, wherever people write it. */
final class Versions {
  private static final Pattern WORDS = Pattern.compile("\\s+");
  private static final String[] MISE = {"mise.toml", ".mise.toml", ".config/mise.toml"};

  private final Project project;
  private final List<Wish> wishes = new ArrayList<>();

  /** What somebody has written, and where. */
  private record Wish(String text, String source) {}

  Versions(Project project) {
    this.project = project;
    project.manifest().version().ifPresent(text -> asked(text, Manifest.FILE));
  }

  /** Says in which order wishes count: the first that can be met is. Nothing said is no wish. */
  Versions asked(String text, String source) {
    if (!text.isBlank()) {
      wishes.add(new Wish(text.strip().replaceAll("\\p{Cntrl}", " "), source));
    }
    return this;
  }

  /** A file with nothing but the version in it, here or in a folder around this one. */
  Versions file(String name) {
    project
        .nearest(name)
        .flatMap(folder -> project.at(folder).line(name))
        .ifPresent(text -> asked(text, name));
    return this;
  }

  /** What the tools that install languages are told, under any of these names. */
  Versions tools(String... names) {
    project
        .nearest(".tool-versions")
        .ifPresent(folder ->
            project
                .at(folder)
                .text(".tool-versions")
                .ifPresent(text -> tools(text, List.of(names))));
    project
        .nearest(MISE)
        .map(project::at)
        .ifPresent(place -> {
          String file = place.first(MISE).orElseThrow();
          JsonNode tools = place.toml(file).path("tools");
          for (String name : names) {
            asked(version(tools.path(name)), file);
          }
        });
    return this;
  }

  private void tools(String text, List<String> names) {
    for (String line : text.lines().toList()) {
      String[] words = WORDS.split(line.strip());
      if (words.length > 1 && names.contains(words[0])) {
        asked(words[1], ".tool-versions");
      }
    }
  }

  /** One of several versions, or one with options. */
  private static String version(JsonNode tool) {
    JsonNode one = tool.isArray() ? tool.path(0) : tool;
    return one.isObject() ? one.path("version").asText("") : one.asText("");
  }

  /**
   * The version to take.
   *
   * @param known those there are, the best one first: it is taken when nobody wishes another
   */
  String choose(List<String> known, Findings findings) {
    for (Wish wish : wishes) {
      Optional<String> version = VersionRange.choose(wish.text(), known);
      if (version.isPresent()) {
        findings.decide(
            "version", version.get(), "%s asks for %s".formatted(wish.source(), wish.text()));
        return version.get();
      }
      findings.warn(
          "%s asks for version %s, which cannot be made sense of here."
              .formatted(wish.source(), shortened(wish.text())));
    }
    findings.decide("version", known.getFirst(), "nothing asks for another one");
    return known.getFirst();
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
