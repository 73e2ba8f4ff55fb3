package dev.stackyn.deployments.adapters.detection;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The version of Java that a project asks for. Only its first number is: 1.8 was called that. */
final class JavaVersion {
  /** Those with long-term support first. */
  private static final List<String> KNOWN = List.of("21", "25", "17", "11", "8");

  private static final Pattern NUMBER = Pattern.compile("(?:^|[^\\d.])(?:1\\.)?(\\d{1,2})(?!\\d)");
  private static final Pattern SDK = Pattern.compile("^java=(\\S{1,60})", Pattern.MULTILINE);
  private static final Pattern RUNTIME =
      Pattern.compile("^java\\.runtime\\.version\\s{0,40}=\\s{0,40}(\\S{1,60})", Pattern.MULTILINE);
  private static final Pattern TOOL =
      Pattern.compile("^java\\s{1,40}(\\S{1,60})", Pattern.MULTILINE);
  private static final Pattern GRADLE =
      Pattern.compile(
          "(?:JavaLanguageVersion\\.of|jvmToolchain)\\(?\\s{0,40}(\\d{1,2})"
              + "|(?:source|target)Compatibility\\s{0,40}=\\s{0,40}(?:JavaVersion\\.(?:VERSION_|toVersion\\())?[\"']?([\\d._]{1,6})");
  private static final String[] PROPERTIES = {
    "maven.compiler.release",
    "java.version",
    "maven.compiler.target",
    "maven.compiler.source",
    "jdk.version",
    "kotlin.compiler.jvmTarget",
    "release.version"
  };

  private JavaVersion() {}

  static String choose(Project project, JavaBuild build, Findings findings) {
    Versions versions = new Versions(project);
    asked(versions, project.nearestLine(".java-version"), ".java-version");
    asked(versions, named(project, ".sdkmanrc", SDK), ".sdkmanrc");
    asked(versions, named(project, "system.properties", RUNTIME), "system.properties");
    asked(versions, named(project, ".tool-versions", TOOL), ".tool-versions");
    mise(project, versions);
    build
        .descriptions()
        .forEach(file -> {
          Project place = project.at("");
          if (file.endsWith("pom.xml")) {
            asked(versions, maven(Pom.of(place, file)), file);
          } else {
            asked(versions, gradle(place.text(file).orElse("")), file);
          }
        });
    return versions.choose(KNOWN, findings);
  }

  private static void asked(Versions versions, String text, String source) {
    versions.asked(Plain.found(NUMBER, text).orElse(""), source);
  }

  private static String named(Project project, String file, Pattern pattern) {
    return project
        .nearest(file)
        .flatMap(at -> project.at(at).text(file))
        .flatMap(text -> Plain.found(pattern, text))
        .orElse("");
  }

  /** Its tools have the maker in front of the version. */
  private static void mise(Project project, Versions versions) {
    String[] files = {"mise.toml", ".mise.toml"};
    project
        .nearest(files)
        .map(project::at)
        .ifPresent(place -> {
          String file = place.first(files).orElseThrow();
          asked(versions, place.toml(file).path("tools").path("java").asText(""), file);
        });
  }

  private static String maven(Pom pom) {
    return Stream.concat(
            Stream.of(PROPERTIES).map(name -> pom.text("properties", name)),
            Stream.of("release", "target").map(name -> pom.said(name).orElse("")))
        .filter(text -> Plain.found(NUMBER, text).isPresent())
        .findFirst()
        .orElse("");
  }

  private static String gradle(String text) {
    return GRADLE
        .matcher(text)
        .results()
        .map(found -> Optional.ofNullable(found.group(1)).orElse(found.group(2)))
        .map(version -> version.replace('_', '.'))
        .findFirst()
        .orElse("");
  }
}
