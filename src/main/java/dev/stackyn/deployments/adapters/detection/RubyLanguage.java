package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Steps.Chosen;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import dev.stackyn.deployments.domain.BaseImage;
import java.util.Optional;

/** Ruby with Bundler. */
final class RubyLanguage implements Language {
  private static final String GEMS = "/usr/local/bundle";

  @Override
  public String name() {
    return "ruby";
  }

  /** Tools of other projects come as gems as well: with a package.json, only a server is a sign. */
  @Override
  public Optional<String> sign(Project project) {
    if (!project.has("Gemfile")) {
      return Optional.empty();
    }
    boolean serves = project.has("config.ru") || project.has("config/application.rb");
    boolean alone = !project.has("package.json");
    return alone || serves ? Optional.of("Gemfile is there") : Optional.empty();
  }

  @Override
  public Draft draft(Project project, Findings findings) {
    RubyBundle bundle = RubyBundle.of(project);
    String version = bundle.version(findings);
    RubyApp app = RubyApp.of(project, bundle);
    if (!app.name().equals("Ruby")) {
      findings.decide("framework", app.name(), "its gems name it");
    }
    warn(project, bundle, app, findings);
    Optional<Assets> assets =
        app.build().isPresent() ? Assets.of(project, findings) : Optional.empty();
    Steps steps = new Steps(project, findings);
    Optional<Step> pages = app.pages().map(folder -> new Step(folder, "usual for " + app.name()));
    Chosen chosen = steps.choose(app.build(), pages, app::start, unknown(project));
    Sheet sheet = project.sheet();
    Draft draft =
        Draft.of(
            "%s on Ruby %s".formatted(app.name(), version).replace("Ruby on Ruby", "Ruby"),
            project.folder(),
            sheet,
            "**/node_modules",
            "vendor/bundle",
            ".bundle",
            "log/*.log",
            "tmp/cache",
            "tmp/pids/*.pid");
    assets.ifPresent(made -> made.begin(sheet));
    sheet.from(project.image(BaseImage.RUBY_BUILD, version), "build").folder(Steps.HOME);
    environment(sheet, bundle, app).env("BUNDLE_GLOBAL_GEM_CACHE", "true").variables();
    build(bundle, assets, chosen, sheet);
    if (chosen.isPages()) {
      return steps.serve(draft, Steps.HOME, chosen);
    }
    run(sheet.from(project.image(BaseImage.RUBY, version)), bundle, app, chosen);
    return draft;
  }

  private static void build(
      RubyBundle bundle, Optional<Assets> assets, Chosen chosen, Sheet sheet) {
    assets.ifPresent(made -> {
      made.bring(sheet);
      made.install(sheet);
    });
    install(bundle, chosen.install(), chosen.build().isPresent(), sheet);
    chosen.build().ifPresent(sheet::build);
    assets.ifPresent(_ -> Assets.forget(sheet));
  }

  private static void run(Sheet sheet, RubyBundle bundle, RubyApp app, Chosen chosen) {
    sheet.packages(bundle.libraries()).take("build", GEMS, GEMS);
    if (isChanged(bundle, chosen.build().isPresent())) {
      sheet.take("build", Steps.HOME, Steps.HOME);
    } else {
      sheet.own(".", Steps.HOME);
    }
    environment(sheet.folder(Steps.HOME), bundle, app);
    if (app.name().equals("Rails")) {
      sheet.env("RAILS_LOG_TO_STDOUT", "1").env("RAILS_SERVE_STATIC_FILES", "1");
    }
    sheet.unprivileged().start(chosen.start());
  }

  private static boolean isChanged(RubyBundle bundle, boolean built) {
    return built || bundle.isForOthers() || !bundle.isLocked();
  }

  private static String unknown(Project project) {
    return project.has("config.ru")
        ? "config.ru is there, and no gem that serves it: add puma to the Gemfile."
        : Steps.unknownStart("The project has no config.ru and no app.rb, main.rb or server.rb");
  }

  /** Where the gems are, and which ones. */
  private static Sheet environment(Sheet sheet, RubyBundle bundle, RubyApp app) {
    sheet
        .env("RACK_ENV", "production")
        .env(app.variable(), "production")
        .env("BUNDLE_PATH", GEMS)
        .env("BUNDLE_WITHOUT", "development:test");
    return bundle.isLocked() && !bundle.isForOthers() ? sheet.env("BUNDLE_DEPLOYMENT", "1") : sheet;
  }

  private static void install(
      RubyBundle bundle, Optional<String> said, boolean built, Sheet sheet) {
    String lock =
        bundle.isForOthers() ? "bundle lock --add-platform x86_64-linux aarch64-linux && " : "";
    String line = said.orElse(lock + "bundle install");
    boolean apart = said.isEmpty() && lock.isEmpty() && bundle.isLocked() && bundle.standsAlone();
    if (apart) {
      sheet.copy(bundle.manifests(), "./").build(line, RubyBundle.cache());
      if (built) {
        sheet.copyAll();
      }
    } else {
      sheet.copyAll().build(line, RubyBundle.cache());
    }
    if (bundle.has("bootsnap") && built) {
      sheet.build("bundle exec bootsnap precompile --gemfile app/ lib/");
    }
  }

  private static void warn(Project project, RubyBundle bundle, RubyApp app, Findings findings) {
    if (!bundle.isLocked()) {
      findings.warn("There is no Gemfile.lock: each build takes the newest gems there are.");
    }
    if (bundle.isForOthers()) {
      findings.warn(
          "Gemfile.lock is for other computers than servers: run \"bundle lock --add-platform"
              + " x86_64-linux\" and commit it. This build adds what is missing by itself.");
    }
    if (app.name().equals("Rails") && project.release().isEmpty()) {
      findings.warn(
          "Migrations are not run by themselves: to run them before each switch, set \"release\" in"
              + " %s to \"bundle exec rails db:migrate\".".formatted(Manifest.FILE));
    }
    if (project.has("config/credentials.yml.enc")) {
      findings.warn(
          "The credentials are encrypted: set RAILS_MASTER_KEY as a secret variable of the app.");
    }
  }
}
