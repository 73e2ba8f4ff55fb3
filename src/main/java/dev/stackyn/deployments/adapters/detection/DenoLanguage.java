package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackyn.deployments.adapters.detection.Steps.Chosen;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import dev.stackyn.deployments.domain.BaseImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** JavaScript and TypeScript on Deno. */
final class DenoLanguage implements Language {
  /** Its images have no names for less than a whole version. */
  private static final List<String> KNOWN = List.of("2.6.1", "1.46.3");

  private static final Pattern PART = Pattern.compile("\\d{1,2}(?:\\.\\d{1,3})?");
  private static final Pattern PLAIN = Pattern.compile("deno (?:run|serve) [\\w./@:=, -]{1,300}");
  private static final String[] FILES = {
    "main.ts",
    "server.ts",
    "mod.ts",
    "app.ts",
    "index.ts",
    "main.js",
    "server.js",
    "src/main.ts",
    "src/server.ts"
  };
  private static final String PACKAGES = "/deno-dir";

  @Override
  public String name() {
    return "deno";
  }

  /**
   * Node.js projects use some of its tools, and have its configuration for those; what they are
   * started with says what they are.
   */
  @Override
  public Optional<String> sign(Project project) {
    return project
        .first("deno.json", "deno.jsonc", "deno.lock")
        .filter(_ -> !Assets.isServer(project))
        .map(file -> file + " is there");
  }

  @Override
  public Draft draft(Project project, Findings findings) {
    JsonNode said =
        project
            .first("deno.json", "deno.jsonc")
            .map(project::json)
            .orElseGet(() -> project.json("deno.json"));
    String version = version(project, findings);
    Steps steps = new Steps(project, findings);
    boolean builds = said.path("tasks").has("build");
    Chosen chosen =
        steps.choose(
            Optional.of(new Step("deno task build", "there is a task build")).filter(_ -> builds),
            () -> start(project, said),
            Steps.unknownStart("There is no task start, no main.ts and no server.ts"));
    Sheet sheet = project.sheet();
    Draft draft = Draft.of("Deno " + version, project.folder(), sheet, "**/node_modules");
    String image = project.image(BaseImage.DENO, version);
    sheet.from(image, "build").folder(Steps.HOME).env("DENO_DIR", PACKAGES).variables();
    fetch(project, said, chosen, sheet);
    chosen.build().ifPresent(sheet::build);
    if (chosen.isPages()) {
      return steps.serve(draft, Steps.HOME, chosen);
    }
    sheet
        .from(image)
        .packages(project.manifest().packages())
        .take("build", PACKAGES, PACKAGES)
        .take("build", Steps.HOME, Steps.HOME)
        .folder(Steps.HOME)
        .env("DENO_DIR", PACKAGES)
        .env("DENO_NO_UPDATE_CHECK", "1")
        .unprivileged()
        .start(chosen.start());
    return draft;
  }

  private static String version(Project project, Findings findings) {
    String file = project.line(".deno-version").or(() -> project.line(".dvmrc")).orElse("");
    return new Versions(project)
        .asked(PART.matcher(file).matches() ? "~" + file : file, ".deno-version")
        .tools("deno")
        .choose(KNOWN, findings);
  }

  /**
   * The program's own answer is to listen where its framework thinks best: a variable tells those
   * that name no port where that is.
   */
  private static Optional<Project.Start> start(Project project, JsonNode said) {
    JsonNode task = said.path("tasks").path("start");
    String line = (task.isObject() ? task.path("command") : task).asText("").strip();
    if (PLAIN.matcher(line).matches()) {
      return Optional.of(new Project.Start(told(line), "the task start says so"));
    } else if (!line.isEmpty()) {
      return Optional.of(new Project.Start(told("deno task start"), "there is a task start"));
    }
    return project
        .first(FILES)
        .map(file -> {
          boolean serves = project.text(file).filter(DenoLanguage::isHandler).isPresent();
          return new Project.Start(
              told(serves ? "deno serve --allow-all " + file : "deno run --allow-all " + file),
              file + " is there");
        });
  }

  /** What exports how it answers has no server of its own. */
  private static boolean isHandler(String text) {
    return text.contains("export default") && !text.contains("Deno.serve(");
  }

  private static List<String> told(String line) {
    return Commands.replacingTheShell(
        line.startsWith("deno serve ") && !line.contains("--port")
            ? line.replaceFirst("serve ", "serve --host 0.0.0.0 --port \\$PORT ")
            : "env DENO_SERVE_ADDRESS=tcp:0.0.0.0:$PORT " + line);
  }

  /** Packages are fetched into the image, because Deno looks for them when it starts. */
  private static void fetch(Project project, JsonNode said, Chosen chosen, Sheet sheet) {
    if (chosen.install().isPresent()) {
      sheet.copyAll().build(chosen.install().get());
      return;
    }
    List<String> files = new ArrayList<>();
    for (String name : List.of("deno.json", "deno.jsonc", "deno.lock", "package.json")) {
      if (project.has(name)) {
        files.add(name);
      }
    }
    boolean listed = said.has("imports") || project.has("package.json");
    if (listed && !said.has("workspace")) {
      sheet.copy(files, "./").build("deno install");
    }
    sheet.copyAll();
    String last = chosen.isPages() ? "" : chosen.start().getLast();
    String named = last.substring(last.lastIndexOf(' ') + 1);
    Optional<String> file = Plain.path(named).filter(project::has).or(() -> project.first(FILES));
    sheet.run("mkdir -p " + PACKAGES);
    file.ifPresent(path -> sheet.build("deno cache " + path));
  }
}
