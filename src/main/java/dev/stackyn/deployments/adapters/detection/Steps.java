package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The steps that every language has. What the project says about one of them wins over what its
 * language would choose, and means the same in all of them.
 */
record Steps(Project project, Findings findings) {
  /**
   * Where an app is in the images. Not at the root: whoever copies a folder out of a stage has the
   * builder read everything beside it, and there that would be all of the base image.
   */
  static final String HOME = "/srv/app";

  /** Where a build puts what is to run, when that is not its own folder. */
  static final String OUT = "/srv/out";

  /** A line for a shell, and what it follows from. */
  record Step(String line, String reason) {}

  /**
   * What was chosen.
   *
   * @param install only what the project itself says
   * @param pages the folder of pages that the build makes, where those are all there is
   * @param start empty for pages
   */
  record Chosen(
      Optional<String> install,
      Optional<String> build,
      Optional<String> pages,
      List<String> start) {
    boolean isPages() {
      return pages.isPresent();
    }
  }

  /** Chooses all steps, in the order in which they are done. */
  Chosen choose(Optional<Step> build, Supplier<Optional<Project.Start>> start, String otherwise) {
    return choose(build, Optional.empty(), start, otherwise);
  }

  /**
   * Chooses all steps of what may be nothing but pages by its nature.
   *
   * @param pages the folder of those, and what shows that
   * @param otherwise what to tell the owner when nothing says how the app is started
   */
  Chosen choose(
      Optional<Step> build,
      Optional<Step> pages,
      Supplier<Optional<Project.Start>> start,
      String otherwise) {
    Optional<String> install = install();
    Optional<String> line = build(build);
    Optional<String> folder = pages(pages);
    return new Chosen(
        install, line, folder, folder.isPresent() ? List.of() : start(start, otherwise));
  }

  /** The last stage of pages, from where the app is in the build. */
  Draft serve(Draft draft, String home, Chosen chosen) {
    return StaticSite.built(
        draft, project, findings, home + "/" + chosen.pages().orElseThrow(), Optional.empty());
  }

  /** What fetches the dependencies, if the project says that itself: it may need every file. */
  Optional<String> install() {
    Optional<String> said = project.manifest().install().filter(line -> !line.isEmpty());
    said.ifPresent(line -> findings.decide("install", line, Manifest.FILE + " says so"));
    return said;
  }

  /** What builds it; nothing when there is nothing to build. */
  Optional<String> build(Optional<Step> usual) {
    Optional<String> said = project.manifest().build();
    if (said.isPresent()) {
      findings.decide(
          "build", said.get().isEmpty() ? "nothing" : said.get(), Manifest.FILE + " says so");
      return said.filter(line -> !line.isEmpty());
    }
    usual.ifPresent(step -> findings.decide("build", step.line(), step.reason()));
    return usual.map(Step::line);
  }

  /** Whether it builds otherwise than its language would. */
  boolean buildsByItself() {
    return project.manifest().build().isPresent();
  }

  List<String> start(Supplier<Optional<Project.Start>> usual, String otherwise) {
    Project.Start start =
        project
            .start()
            .or(usual)
            .orElseThrow(() -> new DeployFailure(DeployCode.START_UNKNOWN, otherwise));
    findings.decide("start", String.join(" ", start.command()), start.reason());
    return start.command();
  }

  /** What names its pages and does not say how it is started has nothing else to run. */
  private Optional<String> pages(Optional<Step> usual) {
    if (project.start().isPresent()) {
      return Optional.empty();
    }
    Optional<Step> pages =
        project
            .manifest()
            .output()
            .map(folder -> new Step(folder, Manifest.FILE + " says so"))
            .or(() -> usual);
    pages.ifPresent(step -> findings.decide("files", step.line(), step.reason()));
    return pages.map(Step::line);
  }

  /** A build that is the project's own may leave anything anywhere. */
  static String startMissing() {
    return "%s replaces the build: say with \"start\" what is started.".formatted(Manifest.FILE);
  }

  /** How people find out what to do when nothing shows how an app is started. */
  static String unknownStart(String what) {
    return "%s: add a Procfile with a web line, or \"start\" in %s.".formatted(what, Manifest.FILE);
  }
}
