package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.NodeFramework.Copy;
import dev.stackyn.deployments.adapters.detection.NodeFramework.Outcome;
import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import dev.stackyn.deployments.adapters.detection.Sheet.Loan;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Dockerfile of a Node.js project. What runs has neither the tools nor the packages that only
 * building takes; and packages are fetched again only when the files that name them have changed.
 */
final class NodeSheet {
  private static final String MODULES = Steps.HOME + "/node_modules";
  private static final String ASIDE = "/srv/modules";
  private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9._/-]+");

  private final NodeProject node;
  private final NodeImages images;
  private final Findings findings;
  private final Sheet sheet;
  private final Optional<String> build;

  NodeSheet(NodeProject node, NodeImages images, Findings findings) {
    this.node = node;
    this.images = images;
    this.findings = findings;
    this.sheet = node.project().sheet();
    this.build = node.build(findings);
  }

  Draft draft() {
    Draft draft =
        Draft.of(
            "%s on %s".formatted(node.framework().name(), images.title()),
            node.packages().root(),
            sheet,
            "**/node_modules",
            "**/.next",
            "**/.nuxt",
            "**/.turbo");
    return switch (node.outcome()) {
      case Outcome.Pages pages -> pages(draft, pages);
      case Outcome.Bundle bundle -> bundle(draft, bundle);
      case Outcome.Server server -> server(draft, server);
    };
  }

  private Draft pages(Draft draft, Outcome.Pages pages) {
    Optional<String> said = node.project().manifest().output();
    String folder = said.orElse(pages.folder());
    findings.decide(
        "files",
        folder,
        said.isPresent() ? Manifest.FILE + " says so" : "usual for " + node.framework().name());
    buildAll();
    return StaticSite.built(
        draft, node.project(), findings, app() + "/" + folder, pages.fallback());
  }

  private Draft bundle(Draft draft, Outcome.Bundle bundle) {
    List<String> start = node.start(Optional.of(bundle.start()), findings);
    buildAll();
    run();
    for (Copy part : bundle.parts()) {
      if (part.from().startsWith(".") || node.project().hasFolder(part.from())) {
        sheet.take("build", app() + "/" + part.from(), place(part, bundle));
      }
    }
    String folder = bundle.parts().size() > 1 ? app() : Steps.HOME;
    sheet.folder(folder);
    return started(draft, folder, start);
  }

  /** Next.js repeats the workspace's folders in what it puts together, other frameworks do not. */
  private String place(Copy part, Outcome.Bundle bundle) {
    boolean whole = part.to().equals(".");
    String below = bundle.parts().size() > 1 && !whole ? app() : Steps.HOME;
    return whole ? Steps.HOME : below + "/" + part.to();
  }

  private Draft server(Draft draft, Outcome.Server server) {
    List<String> start = node.start(server.start(), findings);
    boolean development = node.startsWithDevelopmentPackage(start);
    if (development) {
      findings.warn(
          "The app is started with a package that is only meant for development: all of those are"
              + " in the image.");
    }
    if (!node.hasPackages() && build.isEmpty()) {
      run();
      sheet.own(".", Steps.HOME).folder(Steps.HOME);
    } else if (development || isMadeInOne()) {
      buildAll();
      if (!development) {
        prune();
      }
      run();
      sheet.take("build", Steps.HOME, Steps.HOME).folder(app());
    } else {
      buildApart();
    }
    return started(draft, app(), start);
  }

  /** Workspaces, and packages that want to see all files when they are installed. */
  private boolean isMadeInOne() {
    return node.isInWorkspace() || node.installsWithFiles();
  }

  /**
   * What runs takes its packages from a stage that does not know the sources. The packages that
   * building takes are lent to it from aside: what they would leave behind never has to be removed.
   */
  private void buildApart() {
    tools(build.isPresent() ? "tools" : "packages");
    sheet.copy(node.packages().manifests(node.project()), "./");
    withoutPreparation();
    if (build.isPresent()) {
      sheet.from("tools", "packages");
    }
    sheet
        .variables()
        .build(
            node.project().manifest().install().orElse(node.packages().installForRunning())
                + " && mkdir -p node_modules",
            node.packages().cache());
    build.ifPresent(this::buildAside);
    run();
    sheet.take("packages", MODULES, MODULES).folder(Steps.HOME);
    if (build.isPresent()) {
      sheet.take("build", Steps.HOME, Steps.HOME);
    } else {
      sheet.own(".", Steps.HOME);
    }
  }

  private void buildAside(String line) {
    sheet
        .from("tools", "everything")
        .variables()
        .build(
            install() + " && mkdir -p node_modules && mv node_modules " + ASIDE,
            node.packages().cache())
        .from("everything", "build")
        .variables()
        .copyAll()
        .buildWith(new Loan("everything", ASIDE, MODULES), line, buildCache());
  }

  /** Everything in one stage, so that each step sees all there is. */
  private void buildAll() {
    tools("build");
    if (!node.isInWorkspace() && !node.installsWithFiles()) {
      sheet.copy(node.packages().manifests(node.project()), "./");
      withoutPreparation();
      sheet.variables().build(install(), node.packages().cache()).copyAll();
    } else {
      sheet.copyAll().variables().build(install(), node.packages().cache());
    }
    if (node.isInWorkspace()) {
      sheet.folder(app());
    }
    build.ifPresent(line -> sheet.build(throughWorkspace(line), buildCache()));
  }

  /** What builds of the framework keep for the next one, and nobody needs where it runs. */
  private Cache[] buildCache() {
    return node.framework().cache().map(folder -> new Cache("build", app() + "/" + folder)).stream()
        .toArray(Cache[]::new);
  }

  /** Where packages are built from others beside them, a tool knows in which order. */
  private String throughWorkspace(String line) {
    boolean turbo =
        node.project().at(node.packages().root()).has("turbo.json")
            && PLAIN_PATH.matcher(node.inWorkspace()).matches();
    return turbo && node.project().manifest().build().isEmpty()
        ? "cd %s && npx turbo run build --filter=./%s".formatted(Steps.HOME, node.inWorkspace())
        : line;
  }

  private void prune() {
    if (node.isInWorkspace()) {
      sheet.folder(Steps.HOME);
    }
    sheet.build(node.packages().prune(), node.packages().cache());
  }

  private String install() {
    return node.project().manifest().install().orElse(node.packages().install());
  }

  private void tools(String stage) {
    sheet.from(images.build(), stage).folder(Steps.HOME);
    if (node.packages().mustBeToldOfFolder()) {
      sheet.env("YARN_NODE_LINKER", "node-modules");
    }
    node.packages().tool().ifPresent(sheet::run);
  }

  /** Hooks for developers fail where their tools are not installed. */
  private void withoutPreparation() {
    if (NodeLanguage.hasScript(node.manifest(), "prepare") && !node.packages().isBun()) {
      sheet.run("npm pkg delete scripts.prepare");
    }
  }

  private void run() {
    sheet
        .from(images.run())
        .packages(node.project().manifest().packages())
        .env("NODE_ENV", "production");
  }

  private Draft started(Draft draft, String folder, List<String> start) {
    sheet
        .env("HOST", "0.0.0.0")
        .env("HOSTNAME", "0.0.0.0")
        .env("PATH", programs(folder) + "$PATH")
        .unprivileged()
        .start(start);
    return draft;
  }

  /** Where packages put their programs: the app's own before those of its workspace. */
  private static String programs(String folder) {
    String own = folder + "/node_modules/.bin:";
    return folder.equals(Steps.HOME) ? own : own + Steps.HOME + "/node_modules/.bin:";
  }

  private String app() {
    return node.isInWorkspace() ? Steps.HOME + "/" + node.inWorkspace() : Steps.HOME;
  }
}
