package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.stackyn.deployments.domain.BaseImage;
import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import dev.stackyn.deployments.engine.ports.SourceFiles;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder of an app within its repository. Paths are relative to that folder unless a method
 * says otherwise.
 */
final class Project {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();
  private static final ObjectMapper TOML = new TomlMapper();

  private final SourceFiles files;
  private final String folder;
  private final Wishes wishes;
  private final DetectionSettings settings;
  private final Manifest manifest;

  /**
   * The manifest is what the project says of itself, in {@code stackyn.json}.
   *
   * @param folder relative to the repository's root; empty for the root
   */
  Project(
      SourceFiles files,
      String folder,
      Wishes wishes,
      DetectionSettings settings,
      Manifest manifest) {
    this.files = files;
    this.folder = folder;
    this.wishes = wishes;
    this.settings = settings;
    this.manifest = manifest;
  }

  String folder() {
    return folder;
  }

  Wishes wishes() {
    return wishes;
  }

  Manifest manifest() {
    return manifest;
  }

  String image(BaseImage image, String version) {
    return settings.name(image, version);
  }

  /** How it says that it is started, whatever language it is in. */
  Optional<Start> start() {
    return manifest
        .start()
        .map(command -> new Start(command, Manifest.FILE + " says so"))
        .or(() -> procfile("web").map(command -> new Start(command, "the Procfile's web line")));
  }

  /** What is to be run once before each switch, if it says so. */
  Optional<Start> release() {
    return manifest
        .release()
        .map(command -> new Start(command, Manifest.FILE + " says so"))
        .or(() -> procfile("release").map(line -> new Start(line, "the Procfile's release line")));
  }

  /** A command, and where it stands. */
  record Start(List<String> command, String reason) {}

  private Optional<List<String>> procfile(String process) {
    return text("Procfile")
        .flatMap(text ->
            text.lines()
                .filter(line -> line.startsWith(process + ":"))
                .map(line -> line.substring(process.length() + 1).strip())
                .filter(line -> !line.isEmpty())
                .findFirst())
        .map(Commands::of);
  }

  /** An empty Dockerfile for it. */
  Sheet sheet() {
    return new Sheet(wishes.variables(), wishes.caches());
  }

  /** The same repository, seen from another folder. */
  Project at(String other) {
    return new Project(files, other, wishes, settings, manifest);
  }

  boolean has(String path) {
    return files.paths().contains(absolute(path));
  }

  /** The first of these files that is there. */
  Optional<String> first(String... paths) {
    return Stream.of(paths).filter(this::has).findFirst();
  }

  boolean hasFolder(String path) {
    String prefix = absolute(path) + "/";
    String next = files.paths().ceiling(prefix);
    return next != null && next.startsWith(prefix);
  }

  /** All files below it, the folders' own included, in the order of their names. */
  Stream<String> below() {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return files.paths().tailSet(prefix, true).stream()
        .takeWhile(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()));
  }

  /** The files right in it that the rule takes. */
  List<String> here(Predicate<String> rule) {
    return below().filter(path -> path.indexOf('/') < 0).filter(rule).toList();
  }

  Optional<String> text(String path) {
    return files.text(absolute(path));
  }

  /** Whether one of the files that are there has the text in it. */
  boolean says(String text, Collection<String> paths) {
    return paths.stream()
        .anyMatch(path -> text(path).filter(has -> has.contains(text)).isPresent());
  }

  /** The first line with something in it, without what surrounds it. */
  Optional<String> line(String path) {
    return text(path)
        .flatMap(text ->
            text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst());
  }

  /** What the file says; an empty document when it is not there. */
  JsonNode json(String path) {
    return document(JSON, path, "JSON");
  }

  JsonNode toml(String path) {
    return document(TOML, path, "TOML");
  }

  private JsonNode document(ObjectMapper reader, String path, String language) {
    Optional<String> text = text(path);
    if (text.isEmpty() || text.get().isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return reader.readTree(text.get());
    } catch (JsonProcessingException e) {
      // Of what is only too much, it does not say where.
      String place =
          e.getLocation() == null
              ? "it is too large or too deep"
              : "something is wrong in line " + e.getLocation().getLineNr();
      throw new DeployFailure(
          DeployCode.MANIFEST_INVALID,
          "%s is not valid %s: %s.".formatted(absolute(path), language, place));
    }
  }

  /**
   * The nearest folder that has one of the files, this one first and then those around it, as a
   * path from the repository's root.
   */
  Optional<String> nearest(String... names) {
    for (Optional<String> place = Optional.of(folder); place.isPresent(); place = above(place)) {
      if (at(place.get()).first(names).isPresent()) {
        return place;
      }
    }
    return Optional.empty();
  }

  /** The first line of the nearest of these files, with nothing where there is none. */
  String nearestLine(String name) {
    return nearest(name).flatMap(place -> at(place).line(name)).orElse("");
  }

  /** The folder's path from one around it; empty when they are one. It may stand in a command. */
  String below(String root) {
    return folder.equals(root)
        ? ""
        : Plain.folder(root.isEmpty() ? folder : folder.substring(root.length() + 1));
  }

  private static Optional<String> above(Optional<String> place) {
    return place
        .filter(path -> !path.isEmpty())
        .map(path -> path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "");
  }

  /** The file's path from the repository's root. */
  String absolute(String path) {
    return folder.isEmpty() ? path : folder + "/" + path;
  }
}
