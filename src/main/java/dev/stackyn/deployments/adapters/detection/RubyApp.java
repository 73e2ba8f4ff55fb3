package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Project.Start;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import java.util.List;
import java.util.Optional;

/** What a Ruby project is made with, as far as that decides how it is built and run. */
record RubyApp(String name, Optional<Step> build, Optional<Start> start, Optional<String> pages) {
  private static final String[] SCRIPTS = {"app.rb", "main.rb", "server.rb"};

  static RubyApp of(Project project, RubyBundle bundle) {
    if (isRails(project, bundle)) {
      return new RubyApp("Rails", assets(project, bundle), Optional.of(rails()), Optional.empty());
    }
    for (String generator : List.of("jekyll", "middleman")) {
      if (bundle.has(generator) && !project.has("config.ru")) {
        boolean jekyll = generator.equals("jekyll");
        return new RubyApp(
            jekyll ? "Jekyll" : "Middleman",
            Optional.of(new Step("bundle exec %s build".formatted(generator), "usual for it")),
            Optional.empty(),
            Optional.of(jekyll ? "_site" : "build"));
      }
    }
    String name = bundle.has("sinatra") ? "Sinatra" : bundle.has("hanami") ? "Hanami" : "Rack";
    if (project.has("config.ru")) {
      return new RubyApp(name, Optional.empty(), rack(bundle), Optional.empty());
    }
    return new RubyApp(
        bundle.has("sinatra") ? name : "Ruby",
        Optional.empty(),
        project.first(SCRIPTS).map(file -> script(file, bundle.has("sinatra"))),
        Optional.empty());
  }

  /** What it reads its environment's name from, beside what its server does. */
  String variable() {
    return switch (name) {
      case "Rails" -> "RAILS_ENV";
      case "Jekyll" -> "JEKYLL_ENV";
      case "Hanami" -> "HANAMI_ENV";
      default -> "APP_ENV";
    };
  }

  static boolean isRails(Project project, RubyBundle bundle) {
    return project.has("config/application.rb") && (bundle.has("rails") || bundle.has("railties"));
  }

  /** It starts the server that its gems bring, with the settings for that, and reads the port. */
  private static Start rails() {
    return new Start(
        List.of("bundle", "exec", "rails", "server", "--binding", "0.0.0.0"), "usual for Rails");
  }

  /** What it serves itself is only put together where there is something of that kind. */
  private static Optional<Step> assets(Project project, RubyBundle bundle) {
    boolean any =
        project.hasFolder("app/assets")
            || project.hasFolder("app/javascript")
            || project.hasFolder("app/frontend");
    boolean gems =
        bundle.has("sprockets-rails")
            || bundle.has("propshaft")
            || bundle.has("vite_rails")
            || bundle.has("shakapacker");
    if (!any || !gems) {
      return Optional.empty();
    }
    String key =
        hasDummy(bundle)
            ? "SECRET_KEY_BASE_DUMMY=1"
            : "SECRET_KEY_BASE=\"${SECRET_KEY_BASE:-only-while-building}\"";
    return Optional.of(
        new Step(key + " bundle exec rails assets:precompile", "it has assets of its own"));
  }

  /** Since 7.1 it makes a key of its own where one is only needed to begin with. */
  private static boolean hasDummy(RubyBundle bundle) {
    return bundle
        .locked("railties")
        .or(() -> bundle.locked("rails"))
        .flatMap(version -> VersionRange.parse(">=7.1").map(range -> range.admits(version)))
        .orElse(true);
  }

  private static Optional<Start> rack(RubyBundle bundle) {
    String server =
        bundle.has("puma")
            ? "puma --bind tcp://0.0.0.0:$PORT"
            : bundle.has("falcon")
                ? "falcon serve --bind http://0.0.0.0:$PORT"
                : bundle.has("unicorn")
                    ? "unicorn --listen 0.0.0.0:$PORT"
                    : bundle.has("thin") || bundle.has("webrick") || bundle.has("rackup")
                        ? "rackup --host 0.0.0.0 --port $PORT"
                        : "";
    return server.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Start(Commands.replacingTheShell("bundle exec " + server), "config.ru is there"));
  }

  private static Start script(String file, boolean sinatra) {
    return sinatra
        ? new Start(
            Commands.replacingTheShell("bundle exec ruby %s -o 0.0.0.0 -p $PORT".formatted(file)),
            file + " is there")
        : new Start(List.of("bundle", "exec", "ruby", file), file + " is there");
  }
}
