package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.JavaBuild.Tool;
import dev.stackyn.deployments.adapters.detection.Steps.Chosen;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import dev.stackyn.deployments.domain.BaseImage;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.Optional;

/** Java, Kotlin and Scala with Maven or Gradle. */
final class JavaLanguage implements Language {
  @Override
  public String name() {
    return "java";
  }

  @Override
  public Optional<String> sign(Project project) {
    return JavaBuild.sign(project).map(file -> file + " is there");
  }

  @Override
  public Draft draft(Project given, Findings findings) {
    JavaBuild build = JavaBuild.of(given, findings);
    Project project = build.project();
    String version = JavaVersion.choose(project, build, findings);
    JavaApp app = JavaApp.of(project, build);
    if (!app.name().equals("Java")) {
      findings.decide("framework", app.name(), "the build names it");
    }
    refuseServlets(project, app);
    Steps steps = new Steps(given, findings);
    Chosen chosen =
        steps.choose(
            Optional.of(new Step(build.command(app.task()), "usual for " + build.tool().title())),
            () -> app.start().map(words -> new Project.Start(words, "usual for " + app.name())),
            Steps.unknownStart(
                "The build names no main class and makes nothing that could be run by itself"));
    Sheet sheet = given.sheet();
    Draft draft =
        Draft.of(
            "%s on Java %s".formatted(app.name(), version).replace("Java on Java", "Java"),
            build.root(),
            sheet,
            // Not in every folder: packages may be called that.
            build.tool().folder(),
            "*/" + build.tool().folder(),
            ".gradle",
            "**/node_modules");
    boolean own = given.start().isPresent();
    String gather = own || chosen.isPages() ? "" : " && " + app.gather();
    sheet.from(image(given, build, version), "build").folder(Steps.HOME).copyAll().variables();
    chosen.install().ifPresent(line -> sheet.build(line, build.caches()));
    chosen.build().ifPresent(line -> sheet.build(line + gather, build.caches()));
    String folder =
        given.folder().equals(build.root()) ? Steps.HOME : Steps.HOME + "/" + build.module();
    if (chosen.isPages()) {
      return steps.serve(draft, folder, chosen);
    }
    sheet.from(given.image(BaseImage.JAVA, version)).packages(given.manifest().packages());
    take(own, folder, app, sheet);
    sheet.unprivileged().start(chosen.start());
    return draft;
  }

  /** What runs is a jar or two, unless the project itself says what is started: then it is all. */
  private static void take(boolean own, String folder, JavaApp app, Sheet sheet) {
    if (own) {
      // A command of the project's own can only be told by a variable.
      sheet
          .take("build", Steps.HOME, Steps.HOME)
          .folder(folder)
          .env("JAVA_TOOL_OPTIONS", JavaApp.MEMORY);
    } else {
      sheet.take("build", Steps.OUT, Steps.HOME).folder(Steps.HOME);
      app.options().ifPresent(options -> sheet.env("JAVA_OPTS", options));
    }
  }

  private static String image(Project project, JavaBuild build, String version) {
    BaseImage tools = build.tool() == Tool.MAVEN ? BaseImage.MAVEN : BaseImage.GRADLE;
    return project.image(build.wrapped() ? BaseImage.JAVA_BUILD : tools, version);
  }

  private static void refuseServlets(Project project, JavaApp app) {
    boolean war = Pom.of(project, "pom.xml").text("packaging").equals("war");
    if (war && !app.name().equals("Spring Boot") && project.start().isEmpty()) {
      throw new DeployFailure(
          DeployCode.START_UNKNOWN,
          "The build makes a war, which needs an application server: add a Dockerfile, or \"start\" in %s."
              .formatted(Manifest.FILE));
    }
  }
}
