package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A crate with a program in it.
 *
 * @param root the folder of the workspace that it is in, from the repository's root
 */
record RustCrate(Project project, String root) {
  private static final List<String> KNOWN = List.of("1");
  private static final String MANIFEST = "Cargo.toml";
  private static final Pattern CHANNEL =
      Pattern.compile("^[ \\t]{0,40}(\\d{1,3}(?:\\.\\d{1,3}){1,2})\\s{0,40}$");
  private static final List<String> FRAMEWORKS =
      List.of("axum", "actix-web", "rocket", "warp", "poem", "salvo", "tide", "hyper");
  private static final int MOST_CRATES = 100;

  /** Whether there is something to run, here or in a member of the workspace. */
  static boolean isRun(Project project) {
    return hasProgram(project) || !members(project).isEmpty();
  }

  static RustCrate of(Project project, Findings findings) {
    if (hasProgram(project)) {
      return new RustCrate(project, workspace(project));
    }
    List<String> members = members(project);
    if (members.size() != 1) {
      throw new DeployFailure(
          DeployCode.START_UNKNOWN,
          members.isEmpty()
              ? "%s describes no program: there is no src/main.rs, no src/bin and no [[bin]]."
                  .formatted(project.absolute(MANIFEST))
              : "Several crates of the workspace are programs: %s. Set the folder (context) of one."
                  .formatted(String.join(", ", members)));
    }
    String only = members.getFirst();
    findings.decide("crate", only, "it is the workspace's only program");
    return new RustCrate(project.at(project.absolute(Plain.folder(only))), project.folder());
  }

  private static boolean hasProgram(Project project) {
    JsonNode manifest = project.toml(MANIFEST);
    return manifest.has("package")
        && (project.has("src/main.rs") || manifest.has("bin") || project.hasFolder("src/bin"));
  }

  private static List<String> members(Project project) {
    if (!project.toml(MANIFEST).has("workspace")) {
      return List.of();
    }
    return project
        .below()
        .filter(path -> path.endsWith("/" + MANIFEST) && !path.startsWith("target/"))
        .map(path -> path.substring(0, path.lastIndexOf('/')))
        .filter(folder -> !last(folder).equals("xtask"))
        .limit(MOST_CRATES)
        .filter(folder -> hasProgram(project.at(project.absolute(folder))))
        .toList();
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The outermost folder around it that calls itself a workspace. */
  private static String workspace(Project project) {
    String root = project.folder();
    for (String path = root; !path.isEmpty(); ) {
      path = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
      if (project.at(path).toml(MANIFEST).has("workspace")) {
        root = path;
      }
    }
    return root;
  }

  /** The newest one builds what was written for those before it. */
  String version(Findings findings) {
    Optional<String> folder = project.nearest("rust-toolchain.toml", "rust-toolchain");
    String channel =
        folder
            .map(project::at)
            .map(place -> place.toml("rust-toolchain.toml").path("toolchain").path("channel"))
            .map(node -> node.asText(""))
            .filter(text -> !text.isEmpty())
            .or(() -> folder.flatMap(at -> project.at(at).line("rust-toolchain")))
            .orElse("");
    return new Versions(project)
        .asked(Plain.found(CHANNEL, channel).orElse(""), "rust-toolchain")
        .tools("rust")
        .asked(least(), MANIFEST)
        .choose(KNOWN, findings);
  }

  private String least() {
    String said = project.toml(MANIFEST).path("package").path("rust-version").asText("");
    return said.isEmpty() ? "" : ">=" + said;
  }

  /** The program that is run: the one that the crate itself prefers, or the only one. */
  String program(Findings findings) {
    JsonNode manifest = project.toml(MANIFEST);
    JsonNode crate = manifest.path("package");
    List<String> all = new ArrayList<>();
    if (project.has("src/main.rs") && !namesMain(manifest)) {
      all.add(crate.path("name").asText());
    }
    manifest.path("bin").forEach(one -> all.add(one.path("name").asText()));
    if (all.isEmpty()) {
      project
          .below()
          .filter(path -> path.startsWith("src/bin/"))
          .map(path -> path.substring(8).replaceFirst("(?:/main)?\\.rs$", ""))
          .filter(name -> !name.contains("/"))
          .forEach(all::add);
    }
    String name = crate.path("default-run").asText(all.isEmpty() ? "" : all.getFirst());
    String plain =
        Plain.name(name)
            .orElseThrow(() ->
                new DeployFailure(
                    DeployCode.MANIFEST_INVALID,
                    "%s calls the program \"%s\", which is no name for one."
                        .formatted(project.absolute(MANIFEST), Plain.shown(name))));
    findings.decide(
        "program",
        plain,
        crate.has("default-run")
            ? "default-run names it"
            : all.size() > 1 ? "it is the first of several" : "it is the only one");
    if (all.size() > 1 && !crate.has("default-run")) {
      findings.warn(
          "There are several programs (%s): %s is taken. Set default-run in %s to take another one."
              .formatted(Plain.shown(String.join(", ", all)), plain, project.absolute(MANIFEST)));
    }
    return plain;
  }

  private static boolean namesMain(JsonNode manifest) {
    for (JsonNode one : manifest.path("bin")) {
      if (one.path("path").asText("src/main.rs").equals("src/main.rs")) {
        return true;
      }
    }
    return false;
  }

  String build(String program) {
    String crate = project.toml(MANIFEST).path("package").path("name").asText();
    boolean member = !project.folder().equals(root);
    return "cargo build --release%s%s --bin %s"
        .formatted(
            project.at(root).has("Cargo.lock") ? " --locked" : "",
            member ? Plain.name(crate).map(" --package "::concat).orElse("") : "",
            program);
  }

  /** Where the app's folder is in the image: files beside it are found from there. */
  String folder(Project given) {
    String below = given.below(root);
    return below.isEmpty() ? Steps.HOME : Steps.HOME + "/" + below;
  }

  boolean dependsOn(String crate) {
    return project.toml(MANIFEST).path("dependencies").has(crate);
  }

  /** Whether the answers of a database that no build has are kept with the sources. */
  boolean hasQueries() {
    return project.hasFolder(".sqlx") || project.at(root).hasFolder(".sqlx");
  }

  String framework() {
    return FRAMEWORKS.stream()
        .filter(this::dependsOn)
        .findFirst()
        .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
        .map(name -> name.equals("Actix-web") ? "Actix Web" : name)
        .orElse("Rust");
  }

  /** Debian packages with what crates are linked to: the lock file knows all of those. */
  List<String> libraries() {
    String lock = project.at(root).text("Cargo.lock").orElse("");
    return Stream.of(
            linked(lock, "openssl-sys", "openssl-src", "libssl3"),
            linked(lock, "pq-sys", "pq-src", "libpq5"),
            linked(lock, "mysqlclient-sys", "mysqlclient-src", "libmariadb3"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> linked(String lock, String crate, String own, String library) {
    return Optional.of(library).filter(_ -> names(lock, crate) && !names(lock, own));
  }

  private static boolean names(String lock, String crate) {
    return lock.contains("name = \"" + crate + "\"");
  }
}
