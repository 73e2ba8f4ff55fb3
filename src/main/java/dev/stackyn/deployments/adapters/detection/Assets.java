package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import java.util.Optional;

/**
 * The scripts and styles of pages that another language serves. Node.js makes them, in the stage
 * where that language's own tools are: many of them call each other. What runs does not have it.
 */
record Assets(Project project, NodePackages packages, NodeImages images) {
  private static final String STAGE = "node";
  private static final String PROGRAMS = "/usr/local/bin/";
  private static final String MODULES = "/usr/local/lib/node_modules";

  /** Nothing when there is no package.json right beside the app, or it builds nothing. */
  static Optional<Assets> built(Project project, Findings findings) {
    return project.has("package.json")
            && NodeLanguage.hasScript(project.json("package.json"), "build")
        ? of(project, findings)
        : Optional.empty();
  }

  /** Nothing when there is no package.json right beside the app. */
  static Optional<Assets> of(Project project, Findings findings) {
    if (!project.has("package.json")) {
      return Optional.empty();
    }
    JsonNode manifest = project.json("package.json");
    Findings aside = new Findings();
    NodePackages packages = NodePackages.of(project, aside);
    if (!packages.root().equals(project.folder())) {
      return Optional.empty();
    }
    NodeImages images = NodeImages.of(project, manifest, false, aside);
    boolean hasBuild = NodeLanguage.hasScript(manifest, "build");
    findings.decide(
        "assets",
        "%s with %s".formatted(images.title(), packages.manager().word()),
        hasBuild ? "package.json has a build script" : "package.json is there");
    aside.warnings().forEach(findings::warn);
    return Optional.of(new Assets(project, packages, images));
  }

  /** Beside the app, or in the folders that the templates of .NET put it into. */
  static Optional<Assets> below(Project project, Findings findings) {
    return project
        .below()
        .filter(path -> path.endsWith("package.json") && !path.contains("node_modules/"))
        .findFirst()
        .map(path -> path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "")
        .flatMap(folder ->
            of(folder.isEmpty() ? project : project.at(project.absolute(folder)), findings));
  }

  /** Whether the pages' own package.json says how it is started: then it is more than pages. */
  static boolean isServer(Project project) {
    return project.has("package.json")
        && NodeLanguage.hasScript(project.json("package.json"), "start");
  }

  /** To be written before the stage that it comes into. */
  void begin(Sheet sheet) {
    sheet.from(images.run(), STAGE);
  }

  /** Brings the tools into a stage. */
  void bring(Sheet sheet) {
    sheet
        .line("COPY --from=%s [\"%2$snode\", \"%2$snode\"]".formatted(STAGE, PROGRAMS))
        .line("COPY --from=%s [\"%2$s\", \"%2$s\"]".formatted(STAGE, MODULES))
        .run(
            "ln -sf %1$s/npm/bin/npm-cli.js %2$snpm && ln -sf %1$s/npm/bin/npx-cli.js %2$snpx"
                .formatted(MODULES, PROGRAMS));
    tool().ifPresent(sheet::run);
  }

  private Optional<String> tool() {
    return switch (packages.manager()) {
      case YARN -> Optional.of("npm install --global yarn@1");
      case BUN -> Optional.of("npm install --global bun@1");
      case NPM, PNPM, BERRY -> packages.tool();
    };
  }

  /** Fetches the packages, which no change of another file fetches again. */
  void install(Sheet sheet) {
    sheet.copy(packages.manifests(project), "./").build(packages.install(), packages.cache());
  }

  Step build() {
    return new Step(packages.run("build"), "package.json has a build script");
  }

  /** Its own build first: what comes after may take in what that makes. */
  static Optional<Step> before(Optional<Assets> assets, Optional<Step> other) {
    Optional<Step> own = assets.map(Assets::build);
    return own.isPresent() && other.isPresent()
        ? Optional.of(
            new Step(
                own.get().line() + " && " + other.get().line(),
                own.get().reason() + "; " + other.get().reason()))
        : own.or(() -> other);
  }

  /** After the build: nothing that runs needs the packages. */
  static void forget(Sheet sheet) {
    sheet.run("rm -rf node_modules");
  }
}
