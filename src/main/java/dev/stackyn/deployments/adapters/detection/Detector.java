package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Hints;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.Plan;
import dev.stackyn.deployments.engine.ports.Planner;
import dev.stackyn.deployments.engine.ports.SourceFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides how a repository is built: by its own Dockerfile if it has one, else by the first of the
 * languages that it shows a sign of.
 */
public final class Detector implements Planner {
  /**
   * Those first that are sure of themselves: many projects have a package.json for their pages
   * beside what they are written in, and nobody has a mix.exs or a pom.xml by the way. Python comes
   * late, as there are scripts in it everywhere; pages that are served as they are come last.
   */
  private static final List<Language> LANGUAGES =
      List.of(
          new JavaLanguage(),
          new DotnetLanguage(),
          new ElixirLanguage(),
          new GoLanguage(),
          new RustLanguage(),
          new PhpLanguage(),
          new RubyLanguage(),
          new PythonLanguage(),
          new DenoLanguage(),
          new NodeLanguage(),
          new StaticSite());

  private static final String[] COMPOSE_FILES = {
    "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"
  };

  private final DetectionSettings settings;

  public Detector(DetectionSettings settings) {
    this.settings = settings;
  }

  @Override
  public Plan plan(SourceFiles files, Wishes wishes) {
    String folder = wishes.context().normalize().toString();
    Project bare = new Project(files, folder, wishes, settings, Manifest.NONE);
    Manifest manifest = Manifest.read(bare.json(Manifest.FILE));
    Project project = new Project(files, folder, wishes, settings, manifest);
    Findings findings = new Findings();
    if (!manifest.unknown().isEmpty()) {
      findings.warn(
          "%s has keys that mean nothing: %s."
              .formatted(Manifest.FILE, String.join(", ", manifest.unknown())));
    }
    Optional<String> dockerfile = dockerfile(project, findings);
    return dockerfile.isPresent()
        ? own(project, dockerfile.get(), findings)
        : generated(project, language(project, findings), findings);
  }

  /** The repository's own, if that is what is to be built. */
  private static Optional<String> dockerfile(Project project, Findings findings) {
    Optional<Path> wished = project.wishes().dockerfile();
    if (wished.isPresent()) {
      String path = wished.get().toString();
      if (!project.at("").has(path)) {
        throw missing(
            project,
            "There is no %s in the repository. Add one, or set the Dockerfile's path."
                .formatted(path));
      }
      findings.decide("builder", path, "the app's settings name it");
      return Optional.of(path);
    }
    Optional<String> language = project.manifest().language();
    boolean insists = language.equals(Optional.of(Manifest.OWN_DOCKERFILE));
    if (language.isPresent() && !insists) {
      return Optional.empty();
    }
    Optional<String> found = project.first("Dockerfile", "Containerfile").map(project::absolute);
    if (insists && found.isEmpty()) {
      throw missing(
          project, "%s asks for a Dockerfile, and there is none.".formatted(Manifest.FILE));
    }
    found.ifPresent(path -> findings.decide("builder", path, "the repository has one"));
    return found;
  }

  private static Language language(Project project, Findings findings) {
    Optional<String> said = project.manifest().language();
    if (said.isPresent()) {
      findings.decide("language", said.get(), Manifest.FILE + " says so");
      return LANGUAGES.stream()
          .filter(language -> language.name().equals(said.get()))
          .findFirst()
          .orElseThrow(() -> unknown(said.get()));
    }
    for (Language language : LANGUAGES) {
      Optional<String> sign = language.sign(project);
      if (sign.isPresent()) {
        findings.decide("language", language.name(), sign.get());
        return language;
      }
    }
    if (project.start().isPresent()) {
      throw missing(
          project,
          ("It is said how the app is started (%s), and nothing shows what it is written in: none"
                  + " of the languages %s. Add a Dockerfile.")
              .formatted(project.start().orElseThrow().reason(), names()));
    }
    throw missing(
        project,
        ("There is no Dockerfile%s, and nothing that shows how it is built: none of the languages"
                + " %s. Add a Dockerfile, or set the folder that the app is in.")
            .formatted(project.folder().isEmpty() ? "" : " in " + project.folder(), names()));
  }

  private static Plan own(Project project, String path, Findings findings) {
    return new Plan(
        "Its own " + path,
        project.wishes().context(),
        new Instructions.Own(Path.of(path)),
        new Hints(
            project.manifest().port(),
            project.manifest().healthPath(),
            project.manifest().start(),
            project.manifest().release()),
        findings.decisions(),
        findings.warnings());
  }

  private static Plan generated(Project project, Language language, Findings findings) {
    Draft draft = language.draft(project, findings);
    Optional<Project.Start> release = project.release();
    release.ifPresent(
        once -> findings.decide("release", String.join(" ", once.command()), once.reason()));
    Optional<List<String>> prepare = release.map(Project.Start::command);
    return new Plan(
        draft.title(),
        Path.of(draft.context()),
        new Instructions.Generated(draft.sheet().text(), draft.files(), draft.ignored()),
        new Hints(
            project.manifest().port().or(draft::port),
            project.manifest().healthPath(),
            Optional.empty(),
            prepare),
        findings.decisions(),
        findings.warnings());
  }

  /** What a Compose file describes is more than one app, and a reason of its own. */
  private static DeployFailure missing(Project project, String otherwise) {
    return project.first(COMPOSE_FILES).isPresent()
        ? new DeployFailure(
            DeployCode.DOCKER_COMPOSE_PRESENT,
            "The repository has a Compose file and no Dockerfile: apps of several services are"
                + " not supported. Add a Dockerfile for the one that answers requests.")
        : new DeployFailure(DeployCode.DOCKERFILE_MISSING, otherwise);
  }

  private static DeployFailure unknown(String language) {
    return new DeployFailure(
        DeployCode.MANIFEST_INVALID,
        "%s: the language \"%s\" is not known; those are %s."
            .formatted(Manifest.FILE, language, names()));
  }

  private static String names() {
    return LANGUAGES.stream().map(Language::name).collect(Collectors.joining(", "));
  }
}
