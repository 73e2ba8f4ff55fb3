package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackyn.deployments.adapters.detection.NodeFramework.Outcome;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Node.js project: what it is built with, and how it is started. */
record NodeProject(
    Project project, JsonNode manifest, NodePackages packages, NodeFramework framework) {
  private static final Pattern MANAGER = Pattern.compile("(npm|npx|pnpm|yarn|corepack)\\b");
  private static final Pattern LOCAL = Pattern.compile("file:|link:|portal:|\\.");
  private static final Pattern FIRST_WORD = Pattern.compile("[\\w@./-]+");
  private static final String[] USUAL_FILES = {
    "server.js",
    "index.js",
    "app.js",
    "main.js",
    "server.mjs",
    "index.mjs",
    "app.mjs",
    "src/index.js",
    "src/server.js",
    "src/app.js",
    "src/main.js",
    "bin/www"
  };
  private static final String[] TYPED_FILES = {
    "server.ts", "index.ts", "app.ts", "src/index.ts", "src/server.ts"
  };

  /** The app's folder below that of the workspace; empty when they are one. */
  String inWorkspace() {
    String folder = project.folder();
    return packages.root().isEmpty() || folder.equals(packages.root())
        ? folder.substring(packages.root().length())
        : folder.substring(packages.root().length() + 1);
  }

  boolean isInWorkspace() {
    return !inWorkspace().isEmpty();
  }

  /** What builds it; nothing when there is nothing to build. */
  Optional<String> build(Findings findings) {
    Optional<String> said = project.manifest().build();
    if (said.isPresent()) {
      findings.decide(
          "build", said.get().isEmpty() ? "nothing" : said.get(), Manifest.FILE + " says so");
      return said.filter(line -> !line.isEmpty());
    }
    if (NodeLanguage.hasScript(manifest, "build")) {
      findings.decide("build", packages.run("build"), "package.json has a build script");
      return Optional.of(packages.run("build"));
    }
    Optional<String> usual = framework.build().map(packages::execute);
    usual.ifPresent(line -> findings.decide("build", line, "usual for " + framework.name()));
    return usual;
  }

  /** Whether its packages' own steps at installation want the rest of the files. */
  boolean installsWithFiles() {
    return NodeLanguage.hasScript(manifest, "preinstall", "install", "postinstall")
        || NodePackages.dependsOn(manifest, "@prisma/client")
        || Stream.of("dependencies", "devDependencies")
            .flatMap(kind -> manifest.path(kind).valueStream())
            .anyMatch(version -> LOCAL.matcher(version.asText()).lookingAt());
  }

  boolean hasPackages() {
    return !manifest.path("dependencies").isEmpty()
        || !manifest.path("optionalDependencies").isEmpty()
        || !manifest.path("devDependencies").isEmpty()
        || packages.lock().isPresent();
  }

  /** What is served or started. */
  Outcome outcome() {
    return project.start().isPresent() ? new Outcome.Server(Optional.empty()) : framework.outcome();
  }

  /** How a server of it is started. */
  List<String> start(Optional<List<String>> usual, Findings findings) {
    Project.Start start =
        project
            .start()
            .or(() -> usual.map(words -> new Project.Start(words, "usual for " + framework.name())))
            .or(this::byScript)
            .or(this::byFile)
            .orElseThrow(this::unknown);
    findings.decide("start", String.join(" ", start.command()), start.reason());
    return start.command();
  }

  private Optional<Project.Start> byScript() {
    String name = NodeLanguage.hasScript(manifest, "start:prod") ? "start:prod" : "start";
    String script =
        manifest.path("scripts").path(name).asText().strip().replaceFirst("^yarn node ", "node ");
    if (script.isEmpty()) {
      return Optional.empty();
    }
    String reason = "package.json has the script " + name;
    List<String> command = isRunByItself(script, name) ? Commands.of(script) : through(name);
    return Optional.of(new Project.Start(command, reason));
  }

  /** Without a package manager in between, an app starts sooner and hears signals itself. */
  private boolean isRunByItself(String script, String name) {
    return !Commands.needsShell(script)
        && !MANAGER.matcher(script).lookingAt()
        && !NodeLanguage.hasScript(manifest, "pre" + name, "post" + name);
  }

  private List<String> through(String script) {
    return packages.isBun() ? List.of("bun", "run", script) : List.of("npm", "run", script);
  }

  private Optional<Project.Start> byFile() {
    String main = manifest.path("main").asText().replaceFirst("^\\./", "");
    if (!main.isEmpty() && project.has(main)) {
      return Optional.of(
          new Project.Start(List.of(runner(), main), "package.json names it as main"));
    }
    return project
        .first(USUAL_FILES)
        .or(() -> project.first(TYPED_FILES).filter(_ -> packages.isBun()))
        .map(file -> new Project.Start(List.of(runner(), file), file + " is there"));
  }

  private String runner() {
    return packages.isBun() ? "bun" : "node";
  }

  /** Whether it is started with something that is only there for development. */
  boolean startsWithDevelopmentPackage(List<String> command) {
    String line = String.join(" ", command);
    if (line.startsWith("npm run ") || line.startsWith("bun run ")) {
      line = manifest.path("scripts").path(command.get(2)).asText().strip();
    }
    Matcher word = FIRST_WORD.matcher(line);
    return word.lookingAt() && manifest.path("devDependencies").has(word.group());
  }

  private DeployFailure unknown() {
    boolean workspace = manifest.has("workspaces") || project.has("pnpm-workspace.yaml");
    return new DeployFailure(
        DeployCode.START_UNKNOWN,
        workspace
            ? "This is a workspace of several packages: set the folder (context) of the one to run."
            : ("%s does not say how the app is started: add a start script, a Procfile with a web"
                    + " line, or \"start\" in %s.")
                .formatted(project.absolute("package.json"), Manifest.FILE));
  }
}
