package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.JavaBuild.Tool;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a project for the JVM is made with, and how what its build makes is run.
 *
 * @param task what the build tool is asked for
 * @param gather a line for a shell that puts together in {@code /out} what is run
 * @param start what is run there; nothing when that cannot be seen
 */
record JavaApp(String name, String task, String gather, Optional<List<String>> start) {

  /** The share of a container's memory for objects; the rest is for threads, code and buffers. */
  static final String MEMORY = "-XX:MaxRAMPercentage=75";

  private static final Pattern MAIN =
      Pattern.compile(
          "(?:static void main\\s{0,40}\\(|^[ \\t]{0,40}(?:suspend )?fun main\\s{0,40}\\(|extends App\\b)",
          Pattern.MULTILINE);
  private static final Pattern GRADLE_MAIN =
      Pattern.compile(
          "mainClass(?:Name)?(?:\\.set\\(|\\s{0,40}=)\\s{0,40}[\"']([\\w.]{1,200})[\"']");
  private static final Pattern UBER =
      Pattern.compile("quarkus\\.package\\.(?:jar\\.)?type\\s{0,40}[=:>]\\s{0,40}uber-jar");
  private static final int MOST_SOURCES = 300;

  static JavaApp of(Project project, JavaBuild build) {
    String text = build.text();
    if (text.contains("io.quarkus") || text.contains("quarkus-maven-plugin")) {
      return quarkus(project, build, text);
    } else if (isMicronaut(text)) {
      return micronaut(build, text);
    } else if (text.contains("spring-boot-maven-plugin")
        || text.contains("org.springframework.boot")) {
      return spring(project, build);
    }
    return build.tool() == Tool.MAVEN ? maven(project, build, text) : gradle(build, text);
  }

  /** What its own script is told. */
  Optional<String> options() {
    return start.filter(words -> words.getFirst().startsWith("bin/")).map(_ -> MEMORY);
  }

  private static boolean isMicronaut(String text) {
    return text.contains("micronaut-maven-plugin") || text.contains("io.micronaut.application");
  }

  private static JavaApp spring(Project project, JavaBuild build) {
    boolean war = Pom.of(project, "pom.xml").text("packaging").equals("war");
    String folder = build.tool() == Tool.MAVEN ? build.output() : build.output() + "/libs";
    return new JavaApp(
        "Spring Boot",
        build.tool() == Tool.MAVEN ? "package" : "bootJar",
        only(folder + (war ? "/*.war" : "/*.jar"), "app.jar"),
        Optional.of(jar("-Dserver.port=$PORT", "app.jar")));
  }

  private static JavaApp quarkus(Project project, JavaBuild build, String text) {
    String properties =
        Stream.of("properties", "yml", "yaml")
            .map(kind -> project.text("src/main/resources/application." + kind).orElse(""))
            .reduce(text, (one, other) -> one + "\n" + other);
    boolean uber = UBER.matcher(properties).find();
    String folder = build.output();
    return new JavaApp(
        "Quarkus",
        build.tool() == Tool.MAVEN ? "package" : "quarkusBuild",
        uber
            ? only(folder + "/*-runner.jar", "quarkus-run.jar")
            : "mkdir -p %s && cp -R %s/quarkus-app/. %s/".formatted(Steps.OUT, folder, Steps.OUT),
        Optional.of(
            jar("-Dquarkus.http.host=0.0.0.0 -Dquarkus.http.port=$PORT", "quarkus-run.jar")));
  }

  /** Its plugin for Maven makes one jar of everything; that for Gradle is told to. */
  private static JavaApp micronaut(JavaBuild build, String text) {
    List<String> start = jar("-Dmicronaut.server.port=$PORT", "app.jar");
    if (build.tool() == Tool.MAVEN) {
      return new JavaApp(
          "Micronaut", "package", only(build.output() + "/*.jar", "app.jar"), Optional.of(start));
    }
    return hasShadow(text)
        ? new JavaApp(
            "Micronaut",
            "shadowJar",
            only(build.output() + "/libs/*-all.jar", "app.jar"),
            Optional.of(start))
        : new JavaApp(
            "Micronaut",
            "installDist",
            distribution(build),
            Optional.of(
                Commands.replacingTheShell(
                    "env JAVA_OPTS=\"%s -Dmicronaut.server.port=$PORT\" bin/app"
                        .formatted(MEMORY))));
  }

  private static JavaApp maven(Project project, JavaBuild build, String text) {
    String folder = build.output();
    if (text.contains("maven-shade-plugin")) {
      return new JavaApp("Java", "package", only(folder + "/*.jar", "app.jar"), plainJar());
    } else if (text.contains("jar-with-dependencies")) {
      return new JavaApp(
          "Java", "package", only(folder + "/*-jar-with-dependencies.jar", "app.jar"), plainJar());
    }
    Optional<String> main =
        Pom.of(project, "pom.xml")
            .said("mainClass")
            .or(() -> Pom.of(project, "pom.xml").said("exec.mainClass"))
            .flatMap(Plain::dotted)
            .or(() -> mainClass(project));
    return new JavaApp(
        "Java",
        "package dependency:copy-dependencies -DincludeScope=runtime",
        "%s && if [ -d %2$s/dependency ]; then cp %2$s/dependency/*.jar %3$s/; fi"
            .formatted(only(folder + "/*.jar", "app.jar"), folder, Steps.OUT),
        main.map(name -> List.of("java", MEMORY, "-cp", "app.jar:./*", name)));
  }

  private static JavaApp gradle(JavaBuild build, String text) {
    String name = text.contains("ktor") ? "Ktor" : "Java";
    if (hasShadow(text) || text.contains("io.ktor.plugin")) {
      return new JavaApp(
          name, "shadowJar", only(build.output() + "/libs/*-all.jar", "app.jar"), plainJar());
    }
    boolean runs = JavaBuild.runs(text) && GRADLE_MAIN.matcher(text).find();
    return new JavaApp(
        name,
        runs ? "installDist" : "assemble",
        runs ? distribution(build) : only(build.output() + "/libs/*.jar", "app.jar"),
        runs ? Optional.of(List.of("bin/app")) : Optional.empty());
  }

  private static boolean hasShadow(String text) {
    return text.contains("com.gradleup.shadow") || text.contains("johnrengelman.shadow");
  }

  private static Optional<List<String>> plainJar() {
    return Optional.of(List.of("java", MEMORY, "-jar", "app.jar"));
  }

  /** Only a shell knows the port that these servers are to be told. */
  private static List<String> jar(String options, String file) {
    return Commands.replacingTheShell("java %s %s -jar %s".formatted(MEMORY, options, file));
  }

  /** The one file that is run, of those that a build makes beside each other. */
  private static String only(String pattern, String name) {
    return ("set -- $(ls -d %s | grep -v -e '-plain\\.jar$' -e '-sources\\.jar$' -e '-javadoc\\.jar$'"
            + " -e '-tests\\.jar$' -e '/original-') && if [ $# -ne 1 ]; then echo 'The build made not one file to run, but: ' \"$@\" >&2; exit 1; fi"
            + " && mkdir -p %s && cp \"$1\" %s/%s")
        .formatted(pattern, Steps.OUT, Steps.OUT, name);
  }

  /** A folder with a script that finds the jars beside it; only the build knows its name. */
  private static String distribution(JavaBuild build) {
    return ("mkdir -p %1$s && cp -R %2$s/install/*/. %1$s/ && rm -f %1$s/bin/*.bat"
            + " && mv %1$s/bin/* %1$s/bin/app")
        .formatted(Steps.OUT, build.output());
  }

  /** The only class with a main method, by where its source is. */
  private static Optional<String> mainClass(Project project) {
    List<String> files =
        project
            .below()
            .filter(path -> path.startsWith("src/main/") && path.matches(".+\\.(java|kt|scala)"))
            .limit(MOST_SOURCES)
            .filter(path -> MAIN.matcher(project.text(path).orElse("")).find())
            .limit(2)
            .toList();
    if (files.size() != 1) {
      return Optional.empty();
    }
    String file = files.getFirst();
    String name =
        file.replaceFirst("^src/main/\\w+/", "")
            .replaceFirst("\\.kt$", "Kt")
            .replaceFirst("\\.\\w+$", "");
    return Plain.dotted(name.replace('/', '.'));
  }
}
