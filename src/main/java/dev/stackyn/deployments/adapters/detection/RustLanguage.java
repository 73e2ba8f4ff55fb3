package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import dev.stackyn.deployments.adapters.detection.Steps.Chosen;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import dev.stackyn.deployments.domain.BaseImage;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Rust with Cargo. */
final class RustLanguage implements Language {
  private static final Cache[] CACHES = {
    new Cache("cargo-registry", "/usr/local/cargo/registry"),
    new Cache("cargo-git", "/usr/local/cargo/git"),
    new Cache("cargo-target", Steps.HOME + "/target")
  };

  @Override
  public String name() {
    return "rust";
  }

  /** Extensions of other languages are crates as well, but nothing to run. */
  @Override
  public Optional<String> sign(Project project) {
    boolean sure =
        project.has("Cargo.toml") && !Assets.isServer(project) && RustCrate.isRun(project);
    return Optional.of("Cargo.toml is there").filter(_ -> sure);
  }

  @Override
  public Draft draft(Project given, Findings findings) {
    Steps steps = new Steps(given, findings);
    RustCrate crate = RustCrate.of(given, findings);
    String version = crate.version(findings);
    String program = crate.program(findings);
    Chosen chosen =
        steps.choose(
            Optional.of(new Step(crate.build(program), "usual for Cargo")),
            () -> Optional.of(start(crate, program)),
            Steps.startMissing());
    Sheet sheet = given.sheet();
    Draft draft = Draft.of(title(crate, version), crate.root(), sheet, "target", "**/node_modules");
    String folder = crate.folder(given);
    sheet.from(given.image(BaseImage.RUST_BUILD, version), "build").folder(Steps.HOME).copyAll();
    if (crate.hasQueries()) {
      sheet.env("SQLX_OFFLINE", "true");
    }
    sheet.variables();
    chosen.install().ifPresent(line -> sheet.build(line, CACHES));
    chosen
        .build()
        .ifPresent(
            line -> sheet.build(chosen.isPages() ? line : kept(line, program, folder), CACHES));
    if (chosen.isPages()) {
      return steps.serve(draft, folder, chosen);
    }
    TreeSet<String> packages = new TreeSet<>(given.manifest().packages());
    packages.addAll(crate.libraries());
    Native left = new Native(sheet, folder).strip("rs", "Cargo.toml", "Cargo.lock");
    left.run(given.image(BaseImage.RUST, version), List.copyOf(packages));
    if (String.join(" ", chosen.start()).contains("target/release/")) {
      sheet.take("build", folder + "/bin/", Steps.HOME + "/target/release/");
    }
    left.start(chosen.start());
    return draft;
  }

  private static String title(RustCrate crate, String version) {
    String name = crate.framework();
    return version.equals("1") ? name : name + " on Rust " + version;
  }

  private static Project.Start start(RustCrate crate, String program) {
    return crate.dependsOn("rocket")
        ? new Project.Start(
            Commands.replacingTheShell(
                "env ROCKET_ADDRESS=0.0.0.0 ROCKET_PORT=$PORT bin/" + program),
            "Rocket reads the port from there")
        : new Project.Start(List.of("bin/" + program), "that is what is built");
  }

  /**
   * What is built is kept in a cache, which is gone when the step ends. Cargo goes by the times of
   * files, and those of a build's files are the commit's: older than what was built before it.
   */
  private static String kept(String line, String program, String folder) {
    return "find . -path ./target -prune -o -type f -exec touch {} + && %s && mkdir -p %s/bin && cp target/release/%s %s/bin/"
        .formatted(line, folder, program, folder);
  }
}
