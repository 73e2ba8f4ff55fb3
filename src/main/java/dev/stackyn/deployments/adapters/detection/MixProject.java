package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an Elixir project says of itself: in a language of its own, so only what is written as it
 * usually is can be read.
 */
record MixProject(Project project, String text) {
  private static final List<String> KNOWN = List.of("1.18", "1.19", "1.17", "1.16", "1.15", "1.14");
  private static final Pattern APP = Pattern.compile("\\bapp:\\s{0,40}:(\\w{1,60})");
  private static final Pattern RELEASE =
      Pattern.compile("\\breleases:\\s{0,40}\\[\\s{0,40}(?:\\{\\s{0,40}:)?(\\w{1,60})\\b");
  private static final Pattern ELIXIR = Pattern.compile("\\belixir:\\s{0,40}\"([^\"\\n]{1,40})\"");
  private static final Pattern SAID =
      Pattern.compile("^elixir_version=v?\\(?(?:branch )?([\\d.]{1,12})", Pattern.MULTILINE);
  private static final Pattern TOOL =
      Pattern.compile("^elixir\\s{1,40}(\\S{1,40})", Pattern.MULTILINE);
  private static final Pattern WITH_MACHINE =
      Pattern.compile("(\\d{1,2}\\.\\d{1,2}(?:\\.\\d{1,2})?)(-otp-\\d{2})");

  static MixProject of(Project project) {
    return new MixProject(project, project.text("mix.exs").orElse(""));
  }

  boolean isPhoenix() {
    return text.contains("{:phoenix,");
  }

  boolean deploysAssets() {
    return text.contains("\"assets.deploy\":");
  }

  boolean isNamed() {
    return Plain.found(RELEASE, text).isPresent();
  }

  /** What the program of the release is called. */
  String release() {
    if (text.contains("apps_path:") && !isNamed()) {
      throw new DeployFailure(
          DeployCode.START_UNKNOWN,
          "%s is an umbrella of several apps: name a release in it."
              .formatted(project.absolute("mix.exs")));
    }
    return Plain.found(RELEASE, text)
        .or(() -> Plain.found(APP, text))
        .orElseThrow(() ->
            new DeployFailure(
                DeployCode.MANIFEST_INVALID,
                "%s does not say what the app is called (app: :name)."
                    .formatted(project.absolute("mix.exs"))));
  }

  /** With that of the virtual machine, where the tools are told both in one word. */
  String version(Findings findings) {
    Optional<String> place = project.nearest(".tool-versions");
    Optional<String> tool =
        place
            .flatMap(at -> project.at(at).text(".tool-versions"))
            .flatMap(tools -> Plain.found(TOOL, tools))
            .filter(WITH_MACHINE.asMatchPredicate());
    if (tool.isPresent() && project.manifest().version().isEmpty()) {
      findings.decide("version", tool.get(), ".tool-versions asks for it");
      return tool.get();
    }
    return new Versions(project)
        .tools("elixir")
        .asked(
            project
                .text("elixir_buildpack.config")
                .flatMap(said -> Plain.found(SAID, said))
                .orElse(""),
            "elixir_buildpack.config")
        .asked(Plain.found(ELIXIR, text).orElse(""), "mix.exs")
        .choose(KNOWN, findings);
  }

  List<String> manifests() {
    return Stream.of("mix.exs", "mix.lock").filter(project::has).toList();
  }

  /** What packages are compiled with. */
  List<String> configuration() {
    return Stream.of("config/config.exs", "config/prod.exs").filter(project::has).toList();
  }

  boolean standsAlone() {
    return !text.contains("apps_path:")
        && !text.contains("path:")
        && !text.contains("Code.require_file");
  }

  void warn(Findings findings) {
    if (!project.has("mix.lock")) {
      findings.warn("There is no mix.lock: each build takes the newest packages there are.");
    }
    String runtime = project.text("config/runtime.exs").orElse("");
    if (runtime.contains("SECRET_KEY_BASE")) {
      findings.warn(
          "Set SECRET_KEY_BASE as a secret variable of the app, and PHX_HOST to its name: "
              + "config/runtime.exs asks for them.");
    }
    if (text.contains("{:ecto_sql,") && project.release().isEmpty()) {
      findings.warn(
          "Migrations are not run by themselves: make a release module (mix phx.gen.release) and"
              + " set \"release\" in %s to what runs it.".formatted(Manifest.FILE));
    }
  }
}
