package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What builds a project for the JVM, and which of its modules is the app.
 *
 * @param root the folder that the whole build is in, from the repository's root
 * @param module the app's folder below it; empty when they are one
 */
record JavaBuild(Project project, Tool tool, boolean wrapped, String root, String module) {
  private static final String[] GRADLE_FILES = {"build.gradle.kts", "build.gradle"};
  private static final String[] GRADLE_ROOTS = {
    "settings.gradle.kts", "settings.gradle", "gradlew"
  };
  private static final Pattern RUNS =
      Pattern.compile(
          "org\\.springframework\\.boot|io\\.quarkus|io\\.micronaut\\.application|io\\.ktor\\.plugin"
              + "|com\\.gradleup\\.shadow|com\\.github\\.johnrengelman\\.shadow"
              + "|libs\\.plugins\\.(?:spring|quarkus|micronaut|ktor|shadow|application)"
              + "|[\"'`]application[\"'`]|^[ \\t]{0,40}application\\s{0,40}(?:$|\\{)|plugins\\s{0,40}\\{\\s{0,40}application\\b",
          Pattern.MULTILINE);
  private static final Pattern NOT_APPLIED =
      Pattern.compile("^.{0,300}\\bapply[ (]+false\\b.{0,100}$", Pattern.MULTILINE);
  private static final int MOST_MODULES = 200;

  /** The tools that there are, with the folder that they build into. */
  enum Tool {
    MAVEN("Maven", "target"),
    GRADLE("Gradle", "build");

    private final String title;
    private final String folder;

    Tool(String title, String folder) {
      this.title = title;
      this.folder = folder;
    }

    String title() {
      return title;
    }

    String folder() {
      return folder;
    }
  }

  static Optional<String> sign(Project project) {
    return project
        .first("pom.xml")
        .or(() -> project.first(GRADLE_FILES))
        .or(() -> project.first(GRADLE_ROOTS));
  }

  static JavaBuild of(Project project, Findings findings) {
    boolean maven = project.has("pom.xml");
    String root = maven ? topmost(project) : project.nearest(GRADLE_ROOTS).orElse(project.folder());
    Project place = project.at(root);
    boolean wrapped =
        maven
            ? place.has("mvnw") && place.has(".mvn/wrapper/maven-wrapper.properties")
            : place.has("gradlew") && place.has("gradle/wrapper/gradle-wrapper.jar");
    Tool tool = maven ? Tool.MAVEN : Tool.GRADLE;
    findings.decide(
        "build tool",
        tool.title(),
        wrapped
            ? "it has a wrapper"
            : "%s is there, without a wrapper".formatted(sign(project).orElse("a build")));
    String module = project.below(root);
    JavaBuild build = new JavaBuild(project, tool, wrapped, root, module);
    return module.isEmpty() ? build.chosen(findings) : build;
  }

  /** The folder of the outermost of the builds that this one is in. */
  private static String topmost(Project project) {
    String top = project.folder();
    for (String path = top; !path.isEmpty(); ) {
      path = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
      if (!Pom.of(project.at(path), "pom.xml").texts("modules", "module").isEmpty()) {
        top = path;
      }
    }
    return top;
  }

  /** The only one of several modules that is something to run. */
  private JavaBuild chosen(Findings findings) {
    List<String> modules = runnable();
    boolean several =
        tool == Tool.MAVEN
            ? !Pom.of(project, "pom.xml").texts("modules", "module").isEmpty()
            : !runs(GRADLE_FILES, "") && !modules.isEmpty();
    if (!several) {
      return this;
    }
    if (modules.size() != 1) {
      throw new DeployFailure(
          DeployCode.START_UNKNOWN,
          modules.isEmpty()
              ? "None of the build's modules shows that it is something to run: set the folder"
                  + " (context) of the one that is."
              : "Several modules of the build are something to run: %s. Set the folder (context) of one."
                  .formatted(String.join(", ", modules)));
    }
    String only = modules.getFirst();
    findings.decide("module", only, "it is the only one that is something to run");
    return new JavaBuild(
        project.at(project.absolute(only)), tool, wrapped, root, Plain.folder(only));
  }

  private List<String> runnable() {
    String suffix = tool == Tool.MAVEN ? "/pom.xml" : "/build.gradle";
    return project
        .below()
        .filter(path -> path.endsWith(suffix) || path.endsWith(suffix + ".kts"))
        .map(path -> path.substring(0, path.lastIndexOf('/')))
        .filter(folder -> !folder.startsWith("buildSrc") && !folder.startsWith("build-logic"))
        .limit(MOST_MODULES)
        .filter(
            folder -> tool == Tool.MAVEN ? runsWithMaven(folder) : runs(GRADLE_FILES, folder + "/"))
        .toList();
  }

  private boolean runsWithMaven(String folder) {
    Pom pom = Pom.of(project, folder + "/pom.xml");
    return pom.hasPlugin("spring-boot-maven-plugin")
        || pom.hasPlugin("quarkus-maven-plugin")
        || pom.hasPlugin("micronaut-maven-plugin")
        || pom.said("mainClass").isPresent();
  }

  private boolean runs(String[] files, String prefix) {
    for (String file : files) {
      String text = project.text(prefix + file).orElse("");
      if (runs(text)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a build script makes something to run, and does not only name the plugin for others.
   */
  static boolean runs(String script) {
    return RUNS.matcher(NOT_APPLIED.matcher(script).replaceAll("")).find();
  }

  /** The files that describe the build, the app's own first, from the repository's root. */
  List<String> descriptions() {
    List<String> files = new ArrayList<>();
    String folder = project.folder();
    while (true) {
      Project place = project.at(folder);
      (tool == Tool.MAVEN ? place.first("pom.xml") : place.first(GRADLE_FILES))
          .map(place::absolute)
          .ifPresent(files::add);
      if (folder.equals(root)) {
        break;
      }
      folder = folder.contains("/") ? folder.substring(0, folder.lastIndexOf('/')) : "";
    }
    return files;
  }

  /** Everything that describes the build, to look for names of plugins in. */
  String text() {
    Project place = project.at("");
    StringBuilder text = new StringBuilder();
    descriptions().forEach(file -> text.append(place.text(file).orElse("")).append('\n'));
    place.text(project.at(root).absolute("gradle/libs.versions.toml")).ifPresent(text::append);
    return text.toString();
  }

  /** What is run in the root's folder to build the app alone, without its tests. */
  String command(String task) {
    return tool == Tool.MAVEN
        ? "%s --batch-mode -DskipTests%s %s"
            .formatted(
                wrapped ? "sh ./mvnw" : "mvn",
                module.isEmpty() ? "" : " --projects %s --also-make".formatted(module),
                task)
        : "%s --no-daemon %s".formatted(wrapped ? "sh ./gradlew" : "gradle", gradlePath() + task);
  }

  private String gradlePath() {
    return module.isEmpty() ? "" : ":" + module.replace('/', ':') + ":";
  }

  /** Where the app's build puts what it makes, from the root's folder. */
  String output() {
    return (module.isEmpty() ? "" : module + "/") + tool.folder();
  }

  /** What earlier builds have downloaded: it is in no layer, so that no change throws it away. */
  Cache[] caches() {
    return tool == Tool.MAVEN
        ? new Cache[] {new Cache("maven", "/root/.m2")}
        : new Cache[] {new Cache("gradle", "/root/.gradle")};
  }
}
