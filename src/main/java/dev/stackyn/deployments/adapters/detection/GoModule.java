package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A module of Go.
 *
 * @param root the folder that is needed to build it, from the repository's root: its own, or that
 *     of the workspace or of other modules that it is built with
 * @param text its go.mod
 */
record GoModule(Project project, String root, String text) {
  /** The newest one first: programs for older ones are built as they were. */
  private static final List<String> KNOWN = List.of("1.25", "1.26");

  private static final Pattern NAME =
      Pattern.compile("^module\\s{1,40}\"?([^\\s\"]{1,200})", Pattern.MULTILINE);
  private static final Pattern GO =
      Pattern.compile("^go\\s{1,40}(\\d{1,3}(?:\\.\\d{1,3}){0,2})", Pattern.MULTILINE);
  private static final Pattern TOOLCHAIN =
      Pattern.compile("^toolchain\\s{1,40}go(\\d{1,3}(?:\\.\\d{1,3}){0,2})", Pattern.MULTILINE);
  private static final Pattern OUTSIDE = Pattern.compile("=>\\s{0,40}\\.\\./");
  private static final Pattern PROGRAM = Pattern.compile("^package main\\b", Pattern.MULTILINE);
  private static final Pattern MAIN = Pattern.compile("^func main\\(\\)", Pattern.MULTILINE);
  private static final Pattern LEFT_OUT =
      Pattern.compile("^//(?:go:build| \\+build) ignore\\b", Pattern.MULTILINE);
  private static final Pattern FOREIGN =
      Pattern.compile("^[ \\t]{0,40}import \"C\"|^[ \\t]{1,40}\"C\"$", Pattern.MULTILINE);
  private static final List<String> WITH_C =
      List.of(
          "github.com/mattn/go-sqlite3",
          "gorm.io/driver/sqlite",
          "github.com/confluentinc/confluent-kafka-go",
          "github.com/h2non/bimg",
          "github.com/davidbyttow/govips",
          "github.com/marcboeker/go-duckdb");
  private static final List<String> USUAL = List.of("server", "api", "web", "app", "main", "serve");
  private static final int MOST_FILES = 300;

  /**
   * What is built.
   *
   * @param name what the program is called; nothing when the project builds it by itself
   * @param path its package
   */
  record Program(Optional<String> name, String path) {
    static final Program UNKNOWN = new Program(Optional.empty(), ".");
  }

  static GoModule of(Project project, Findings findings) {
    String text = project.text("go.mod").orElse("");
    Optional<String> workspace = project.nearest("go.work");
    String root = workspace.orElseGet(() -> OUTSIDE.matcher(text).find() ? "" : project.folder());
    if (workspace.isPresent()) {
      findings.decide("workspace", root.isEmpty() ? "." : root, "go.work is there");
    }
    if (text.isEmpty()) {
      findings.warn("There is no go.mod: nothing but the standard library can be used.");
    }
    return new GoModule(project, root, text);
  }

  /** What a module asks for is the least that it needs: newer ones build it as well. */
  String version(Findings findings) {
    Versions versions = new Versions(project).file(".go-version").tools("go", "golang");
    String least = Plain.found(TOOLCHAIN, text).or(() -> Plain.found(GO, text)).orElse("");
    boolean known = VersionRange.choose(">=" + least, KNOWN).isPresent();
    return versions.asked(known ? ">=" + least : least, "go.mod").choose(KNOWN, findings);
  }

  boolean standsAlone() {
    return root.equals(project.folder())
        && project.has("go.mod")
        && !project.has("go.work")
        && !project.has("vendor/modules.txt")
        && !text.matches("(?s).*=>\\s{0,40}\\./.*");
  }

  boolean hasSums() {
    return project.has("go.sum");
  }

  /** The app's folder below the one that is needed; empty when they are one. */
  String below() {
    return project.below(root);
  }

  String folder() {
    return below().isEmpty() ? Steps.HOME : Steps.HOME + "/" + below();
  }

  boolean needsC() {
    return WITH_C.stream().anyMatch(text::contains)
        || sources("").anyMatch(file -> says(FOREIGN, file));
  }

  Program program(Findings findings) {
    if (isProgram("")) {
      return found(".", called(), "the module's folder is a program", findings);
    }
    List<String> commands = programs("cmd/");
    List<String> all = commands.isEmpty() ? programs("") : commands;
    if (all.isEmpty()) {
      throw new DeployFailure(
          DeployCode.START_UNKNOWN,
          "%s has no package main in its folder, below cmd or in a folder of its own: set the folder (context) of the one to run."
              .formatted(project.absolute("go.mod")));
    }
    String chosen =
        Stream.concat(Stream.of(called()), USUAL.stream())
            .flatMap(name -> all.stream().filter(folder -> last(folder).equals(name)))
            .findFirst()
            .orElse(all.getFirst());
    if (all.size() > 1) {
      findings.warn(
          "There are several programs (%s): %s is taken. To take another one, set \"build\" and \"start\" in %s."
              .formatted(String.join(", ", all), chosen, Manifest.FILE));
    }
    return found(
        "./" + chosen,
        last(chosen),
        all.size() == 1
            ? "it is the only program"
            : last(chosen).equals(called())
                ? "it is called as the module is"
                : USUAL.contains(last(chosen)) ? "its name is that of a server" : "it is the first",
        findings);
  }

  private Program found(String path, String name, String reason, Findings findings) {
    findings.decide("program", path, reason);
    return new Program(Optional.of(name), path);
  }

  /** What the module is called, without the number of a later version. */
  private String called() {
    String name = Plain.found(NAME, text).orElse("app").replaceFirst("/v\\d{1,4}$", "");
    return Plain.name(last(name)).orElse("app");
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Folders with a program right in them, one or two levels below the prefix. */
  private List<String> programs(String prefix) {
    return project
        .below()
        .filter(path -> path.startsWith(prefix) && path.endsWith(".go") && isSource(path))
        .filter(path -> depth(path.substring(prefix.length())) <= 2)
        .map(path -> path.substring(0, Math.max(path.lastIndexOf('/'), 0)))
        .filter(folder ->
            !folder.isEmpty() && Plain.isPath(folder) && Plain.name(last(folder)).isPresent())
        .distinct()
        .limit(MOST_FILES)
        .filter(this::isProgram)
        .toList();
  }

  private static int depth(String path) {
    return (int) path.chars().filter(letter -> letter == '/').count();
  }

  private boolean isProgram(String folder) {
    return sources(folder).anyMatch(file -> says(PROGRAM, file) && says(MAIN, file));
  }

  private Stream<String> sources(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return project
        .at(folder.isEmpty() ? project.folder() : project.absolute(folder))
        .here(name -> name.endsWith(".go") && isSource(name))
        .stream()
        .limit(MOST_FILES)
        .map(name -> prefix + name);
  }

  private static boolean isSource(String path) {
    return !path.endsWith("_test.go")
        && !path.startsWith("vendor/")
        && !path.startsWith("examples/")
        && !path.startsWith("testdata/")
        && !path.startsWith("tools/");
  }

  private boolean says(Pattern pattern, String file) {
    String source = project.text(file).orElse("");
    return pattern.matcher(source).find() && !LEFT_OUT.matcher(source).find();
  }
}
