package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.GoModule.Program;
import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import dev.stackyn.deployments.adapters.detection.Steps.Chosen;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import dev.stackyn.deployments.domain.BaseImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Go: one file that needs nothing, unless it is built with C. */
final class GoLanguage implements Language {
  private static final Cache MODULES = new Cache("go-modules", "/go/pkg/mod");
  private static final Cache OBJECTS = new Cache("go-objects", "/go/cache");

  @Override
  public String name() {
    return "go";
  }

  @Override
  public Optional<String> sign(Project project) {
    return project.first("go.mod", "main.go").map(file -> file + " is there");
  }

  @Override
  public Draft draft(Project project, Findings findings) {
    GoModule module = GoModule.of(project, findings);
    String version = module.version(findings);
    Steps steps = new Steps(project, findings);
    Program program = steps.buildsByItself() ? Program.UNKNOWN : module.program(findings);
    Optional<Assets> assets = Assets.built(project, findings);
    Chosen chosen =
        steps.choose(
            Assets.before(assets, Optional.of(new Step(line(module, program), "usual for Go"))),
            () -> start(program),
            Steps.startMissing());
    Sheet sheet = project.sheet();
    Draft draft = Draft.of("Go " + version, module.root(), sheet, "**/node_modules");
    assets.ifPresent(made -> made.begin(sheet));
    sheet.from(project.image(BaseImage.GO_BUILD, version), "build");
    build(module, assets, chosen, sheet);
    if (chosen.isPages()) {
      return steps.serve(draft, module.folder(), chosen);
    }
    new Native(sheet, module.folder())
        .strip("go", "vendor", "node_modules", "go.mod", "go.sum")
        .run(project.image(BaseImage.GO, version), project.manifest().packages())
        .start(chosen.start());
    return draft;
  }

  private static Optional<Project.Start> start(Program program) {
    return program
        .name()
        .map(name -> new Project.Start(List.of("bin/" + name), "that is what is built"));
  }

  private static void build(GoModule module, Optional<Assets> assets, Chosen chosen, Sheet sheet) {
    sheet
        .folder(Steps.HOME)
        .env("GOMODCACHE", MODULES.folder())
        .env("GOCACHE", OBJECTS.folder())
        .env("CGO_ENABLED", module.needsC() ? "1" : "0")
        .variables();
    assets.ifPresent(made -> made.bring(sheet));
    fetch(module, chosen.install(), sheet);
    if (!module.below().isEmpty()) {
      sheet.folder(module.folder());
    }
    assets.ifPresent(made -> sheet.build(made.packages().install(), made.packages().cache()));
    chosen.build().ifPresent(line -> sheet.build(line, MODULES, OBJECTS));
  }

  /** Times of day of the whole world are in the program: small images do not have them. */
  private static String line(GoModule module, Program program) {
    String tags = module.needsC() ? "" : " -tags timetzdata";
    return "go build -trimpath -ldflags=\"-s -w\"%s -o bin/%s %s"
        .formatted(tags, program.name().orElse("app"), program.path());
  }

  /** A module that stands alone is fetched for by the two files that name what it needs. */
  private static void fetch(GoModule module, Optional<String> install, Sheet sheet) {
    if (install.isEmpty() && module.standsAlone()) {
      List<String> files = new ArrayList<>(List.of("go.mod"));
      if (module.hasSums()) {
        files.add("go.sum");
      }
      sheet.copy(files, "./").build("go mod download", MODULES).copyAll();
      return;
    }
    sheet.copyAll();
    install.ifPresent(line -> sheet.build(line, MODULES, OBJECTS));
  }
}
