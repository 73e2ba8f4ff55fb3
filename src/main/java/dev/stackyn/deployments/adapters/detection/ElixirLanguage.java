package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import dev.stackyn.deployments.adapters.detection.Steps.Chosen;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import dev.stackyn.deployments.domain.BaseImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Elixir: a release, which brings the virtual machine with it. */
final class ElixirLanguage implements Language {
  private static final Cache PACKAGES = new Cache("hex", "/root/.hex/packages");

  /** What the virtual machine is linked to. */
  private static final List<String> LIBRARIES =
      List.of("ca-certificates", "libncurses6", "libstdc++6", "openssl");

  @Override
  public String name() {
    return "elixir";
  }

  @Override
  public Optional<String> sign(Project project) {
    return Optional.of("mix.exs is there").filter(_ -> project.has("mix.exs"));
  }

  @Override
  public Draft draft(Project project, Findings findings) {
    MixProject mix = MixProject.of(project);
    String version = mix.version(findings);
    if (mix.isPhoenix()) {
      findings.decide("framework", "Phoenix", "mix.exs depends on it");
    }
    mix.warn(findings);
    Steps steps = new Steps(project, findings);
    Optional<Assets> assets = Assets.of(project.at(project.absolute("assets")), findings);
    Chosen chosen =
        steps.choose(
            Optional.of(usual(mix)),
            () -> steps.buildsByItself() ? Optional.empty() : Optional.of(start(mix)),
            Steps.startMissing());
    Sheet sheet = project.sheet();
    Draft draft =
        Draft.of(
            "%s on Elixir %s".formatted(mix.isPhoenix() ? "Phoenix" : "A release", version),
            project.folder(),
            sheet,
            "_build",
            "deps",
            "**/node_modules");
    String image = project.image(BaseImage.ELIXIR_BUILD, version);
    assets.ifPresent(made -> made.begin(sheet));
    prepare(sheet.from(image, "build"), mix, chosen.install(), assets);
    boolean tool = needsTools(chosen.start());
    chosen.build().ifPresent(line -> sheet.build(tool ? withoutRelease(line) : line));
    if (chosen.isPages()) {
      return steps.serve(draft, Steps.HOME, chosen);
    }
    sheet.from(tool ? image : project.image(BaseImage.ELIXIR, version));
    run(sheet, project, tool ? List.of() : LIBRARIES, tool || steps.buildsByItself());
    if (mix.isPhoenix()) {
      sheet.env("PHX_SERVER", "true");
    }
    sheet.unprivileged().start(chosen.start());
    return draft;
  }

  private static Project.Start start(MixProject mix) {
    return new Project.Start(List.of("bin/" + mix.release(), "start"), "that is the release");
  }

  private static Step usual(MixProject mix) {
    List<String> lines = new ArrayList<>(List.of("mix compile"));
    if (mix.deploysAssets()) {
      lines.add("mix assets.deploy");
    }
    lines.add(
        "mix release %s--path %s".formatted(mix.isNamed() ? mix.release() + " " : "", Steps.OUT));
    return new Step(
        String.join(" && ", lines),
        mix.deploysAssets() ? "mix.exs has assets.deploy" : "usual for Elixir");
  }

  /** Some start with mix itself, as their development does: then nothing may be left out. */
  private static boolean needsTools(List<String> start) {
    String line = String.join(" ", start);
    return line.matches("(?:.* )?(?:mix|elixir|iex) .*");
  }

  private static String withoutRelease(String line) {
    return line.replaceFirst(" && mix release [^&]*$", "");
  }

  private static void prepare(
      Sheet sheet, MixProject mix, Optional<String> install, Optional<Assets> assets) {
    sheet
        .folder(Steps.HOME)
        .env("MIX_ENV", "prod")
        .env("MIX_HOME", "/opt/mix")
        .env("LANG", "C.UTF-8")
        .run("mix local.hex --force && mix local.rebar --force")
        .variables();
    assets.ifPresent(made -> made.bring(sheet));
    if (install.isPresent()) {
      sheet.copyAll().build(install.get(), PACKAGES);
    } else if (mix.standsAlone()) {
      sheet.copy(mix.manifests(), "./").build("mix deps.get --only prod", PACKAGES);
      List<String> configuration = mix.configuration();
      if (!configuration.isEmpty()) {
        sheet.copy(configuration, "config/");
      }
      sheet.build("mix deps.compile").copyAll();
    } else {
      sheet.copyAll().build("mix deps.get --only prod", PACKAGES).build("mix deps.compile");
    }
    assets.ifPresent(
        made -> sheet.build("cd assets && " + made.packages().install(), made.packages().cache()));
  }

  private static void run(Sheet sheet, Project project, List<String> libraries, boolean whole) {
    TreeSet<String> packages = new TreeSet<>(project.manifest().packages());
    packages.addAll(libraries);
    sheet.packages(List.copyOf(packages));
    if (whole) {
      sheet
          .take("build", "/opt/mix", "/opt/mix")
          .env("MIX_HOME", "/opt/mix")
          .env("MIX_ENV", "prod");
    }
    sheet
        .take("build", whole ? Steps.HOME : Steps.OUT, Steps.HOME)
        .folder(Steps.HOME)
        .env("LANG", "C.UTF-8");
  }
}
