package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.PhpProject.Kind;
import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import dev.stackyn.deployments.domain.BaseImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PHP behind Apache, as its official image has it. */
final class PhpLanguage implements Language {
  private static final int PORT = 8_080;
  private static final Cache DOWNLOADS = new Cache("composer", "/root/.cache/composer");

  @Override
  public String name() {
    return "php";
  }

  @Override
  public Optional<String> sign(Project project) {
    Optional<String> sure =
        project
            .first("artisan", "index.php", "public/index.php", "wp-login.php")
            .or(() -> project.first("composer.json").filter(_ -> !project.has("package.json")));
    return sure.map(file -> file + " is there");
  }

  @Override
  public Draft draft(Project project, Findings findings) {
    PhpProject php = PhpProject.of(project);
    String version = php.version(findings);
    if (php.kind() != Kind.PLAIN) {
      findings.decide("framework", php.kind().title(), "its files show it");
    }
    Steps steps = new Steps(project, findings);
    Optional<Assets> made = Assets.built(project, findings);
    Optional<String> install = steps.install();
    Optional<String> build = steps.build(made.map(Assets::build));
    findings.decide(
        "files", php.pages().isEmpty() ? "." : php.pages(), "the folder that is served");
    List<String> start = start(php, steps);
    warn(php, findings);
    Optional<Assets> assets = made.filter(_ -> build.isPresent());
    Sheet sheet = project.sheet();
    assets.ifPresent(one -> one.begin(sheet));
    sheet.from(project.image(BaseImage.PHP, version), "base");
    PhpExtensions.of(php.extensions(), version, findings).install(sheet);
    boolean isBuilt = php.hasComposer() || install.isPresent() || build.isPresent();
    if (isBuilt) {
      environment(php, sheet.from("base", "build").folder(Steps.HOME));
      packages(php, install, assets, sheet);
      build.ifPresent(sheet::build);
      assets.ifPresent(_ -> Assets.forget(sheet));
    }
    run(php, isBuilt, sheet).start(start);
    return Draft.of(
            "%s on PHP %s".formatted(php.kind().title(), version).replace("PHP on PHP", "PHP"),
            project.folder(),
            sheet,
            "vendor",
            "**/node_modules",
            Manifest.FILE)
        .with(PhpSite.FILE, PhpSite.of(php))
        .with(PhpSite.SETTINGS_FILE, PhpSite.SETTINGS)
        // The image itself exposes another one, which only root may take.
        .on(PORT);
  }

  private static Sheet run(PhpProject php, boolean isBuilt, Sheet sheet) {
    sheet.from("base").packages(php.project().manifest().packages());
    PhpSite.serve(sheet);
    if (isBuilt) {
      sheet.take("build", Steps.HOME, Steps.HOME);
    } else {
      sheet.own(".", Steps.HOME);
    }
    environment(php, sheet.folder(Steps.HOME));
    // The platform says otherwise; a container that is started by hand needs one too.
    return sheet.env("PORT", String.valueOf(PORT)).unprivileged();
  }

  private static List<String> start(PhpProject php, Steps steps) {
    List<String> usual = List.of("apache2-foreground");
    if (php.startsWithHeroku()) {
      steps
          .findings()
          .decide("start", usual.getFirst(), "the Procfile's server is Heroku's: Apache is used");
      return usual;
    }
    return steps.start(
        () -> Optional.of(new Project.Start(usual, "usual for PHP")),
        "It is not said how the app is started.");
  }

  /** Packages are put where the sources are, in two steps: most changes are none of packages. */
  private static void packages(
      PhpProject php, Optional<String> install, Optional<Assets> assets, Sheet sheet) {
    sheet.variables();
    if (php.hasComposer()) {
      sheet
          .env("COMPOSER_ALLOW_SUPERUSER", "1")
          .env("COMPOSER_CACHE_DIR", DOWNLOADS.folder())
          .run(
              "apt-get update && apt-get install --yes --no-install-recommends git unzip"
                  + " && rm -rf /var/lib/apt/lists/*")
          .line(
              "COPY --from=%s [\"/usr/bin/composer\", \"/usr/local/bin/composer\"]"
                  .formatted(php.project().image(BaseImage.COMPOSER, "2")));
    }
    assets.ifPresent(made -> {
      made.bring(sheet);
      made.install(sheet);
    });
    if (install.isPresent()) {
      sheet.copyAll().build(install.get(), DOWNLOADS);
    } else if (php.hasComposer()) {
      composer(php, sheet);
    } else {
      sheet.copyAll();
    }
  }

  private static void composer(PhpProject php, Sheet sheet) {
    if (php.composer().has("repositories")) {
      // They may be folders of the project.
      sheet.copyAll();
    } else {
      sheet.copy(
          Stream.of("composer.json", "composer.lock", "symfony.lock")
              .filter(php.project()::has)
              .toList(),
          "./");
    }
    sheet
        .build(
            "composer install --no-dev --no-interaction --no-progress --prefer-dist --no-scripts"
                + " --no-autoloader",
            DOWNLOADS)
        .copyAll()
        .build(finished(php));
  }

  private static String finished(PhpProject php) {
    String autoload = "composer dump-autoload --no-dev --no-interaction --optimize";
    boolean scripts =
        php.kind() == Kind.SYMFONY && php.composer().path("scripts").has("post-install-cmd");
    return scripts
        ? autoload + " && composer run-script --no-dev --no-interaction post-install-cmd"
        : autoload;
  }

  private static void environment(PhpProject php, Sheet sheet) {
    switch (php.kind()) {
      case LARAVEL -> sheet.env("APP_ENV", "production").env("LOG_CHANNEL", "stderr");
      case SYMFONY -> sheet.env("APP_ENV", "prod").env("APP_DEBUG", "0");
      case WORDPRESS, PLAIN -> {}
    }
  }

  private static void warn(PhpProject php, Findings findings) {
    if (php.hasComposer() && !php.isLocked()) {
      findings.warn("There is no composer.lock: each build takes the newest packages there are.");
    }
    if (php.kind() == Kind.LARAVEL) {
      findings.warn("Set APP_KEY as a secret variable of the app: Laravel does not start without.");
      if (php.project().release().isEmpty()) {
        findings.warn(
            "Migrations are not run by themselves: to run them before each switch, set \"release\""
                + " in %s to \"php artisan migrate --force\".".formatted(Manifest.FILE));
      }
    }
    if (php.kind() == Kind.WORDPRESS) {
      findings.warn(
          "What is uploaded or installed from its pages is gone with the next deployment: keep"
              + " plugins and themes in the repository.");
    }
  }
}
