package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a PHP project is made with, and what it needs to be run.
 *
 * @param composer its composer.json
 * @param pages the folder that is served, from the app's own; empty for that one
 */
record PhpProject(Project project, JsonNode composer, Kind kind, String pages) {
  private static final List<String> KNOWN = List.of("8.4", "8.3", "8.5", "8.2", "8.1");
  private static final Pattern HEROKU =
      Pattern.compile(
          "^web:.{0,200}heroku-php-(?:apache2|nginx)(?:.{0,200}\\s([\\w./-]{1,100}))?\\s{0,40}$",
          Pattern.MULTILINE);
  private static final Pattern MYSQLI = Pattern.compile("mysqli(?:_connect|\\()|\\bmysqli\\b");
  private static final Pattern PDO_MYSQL = Pattern.compile("[\"']mysql:");
  private static final Pattern PDO_PGSQL = Pattern.compile("[\"']pgsql:");
  private static final int MOST_FILES = 100;

  /** What there is something special about. */
  enum Kind {
    LARAVEL("Laravel"),
    SYMFONY("Symfony"),
    WORDPRESS("WordPress"),
    PLAIN("PHP");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    /** What it needs or is mostly run with, and does not name as a requirement. */
    List<String> extensions() {
      return switch (this) {
        case LARAVEL ->
            List.of("bcmath", "intl", "opcache", "pcntl", "pdo_mysql", "pdo_pgsql", "zip");
        case SYMFONY -> List.of("intl", "opcache", "zip");
        case WORDPRESS -> List.of("bcmath", "exif", "gd", "intl", "mysqli", "opcache", "zip");
        case PLAIN -> List.of();
      };
    }
  }

  static PhpProject of(Project project) {
    JsonNode composer = project.json("composer.json");
    Kind kind = kind(project, composer);
    return new PhpProject(project, composer, kind, pages(project, kind));
  }

  private static Kind kind(Project project, JsonNode composer) {
    JsonNode required = composer.path("require");
    if (project.has("artisan") && required.has("laravel/framework")) {
      return Kind.LARAVEL;
    } else if (required.has("symfony/framework-bundle")) {
      return Kind.SYMFONY;
    } else if (isWordPress(project) || required.has("roots/wordpress")) {
      return Kind.WORDPRESS;
    }
    return Kind.PLAIN;
  }

  static boolean isWordPress(Project project) {
    return project.has("wp-config-sample.php")
        || project.has("wp-config.php")
        || project.has("wp-login.php");
  }

  private static String pages(Project project, Kind kind) {
    Optional<String> said =
        project
            .manifest()
            .output()
            .or(() -> project.text("Procfile").flatMap(text -> Plain.found(HEROKU, text)));
    Optional<String> plain =
        said.map(folder -> folder.replaceFirst("/+$", "")).filter(Plain::isPath);
    if (plain.isPresent()) {
      return plain.get();
    } else if (kind == Kind.LARAVEL || kind == Kind.SYMFONY) {
      return "public";
    }
    return project.has("index.php")
        ? ""
        : Stream.of("public", "web", "htdocs", "www", "public_html", "src")
            .filter(folder -> project.has(folder + "/index.php"))
            .findFirst()
            .orElse("");
  }

  /** A start that only Heroku's own server has: it says which folder is served, no more. */
  boolean startsWithHeroku() {
    return project.manifest().start().isEmpty()
        && project.text("Procfile").filter(text -> HEROKU.matcher(text).find()).isPresent();
  }

  String version(Findings findings) {
    return new Versions(project)
        .file(".php-version")
        .tools("php")
        .asked(composer.path("config").path("platform").path("php").asText(), "composer.json")
        .asked(composer.path("require").path("php").asText(), "composer.json")
        .choose(KNOWN, findings);
  }

  boolean hasComposer() {
    return project.has("composer.json");
  }

  boolean isLocked() {
    return project.has("composer.lock");
  }

  boolean requires(String name) {
    return composer.path("require").has(name);
  }

  /** Everything that the project or one of its packages asks for, and what its kind never says. */
  Set<String> extensions() {
    Set<String> names = new TreeSet<>(kind.extensions());
    collect(composer.path("require"), names);
    project
        .json("composer.lock")
        .path("packages")
        .forEach(one -> collect(one.path("require"), names));
    if (kind == Kind.SYMFONY
        && (requires("doctrine/orm") || requires("doctrine/doctrine-bundle"))) {
      names.addAll(List.of("pdo_mysql", "pdo_pgsql"));
    }
    if (kind == Kind.PLAIN) {
      names.addAll(used());
    }
    return names;
  }

  private static void collect(JsonNode required, Set<String> names) {
    required
        .fieldNames()
        .forEachRemaining(name -> {
          if (name.startsWith("ext-") && Plain.name(name.substring(4)).isPresent()) {
            names.add(name.substring(4).toLowerCase(Locale.ROOT));
          }
        });
  }

  /** Old projects name nothing: their sources show which database they talk to. */
  private Set<String> used() {
    Set<String> names = new TreeSet<>();
    project
        .below()
        .filter(path -> path.endsWith(".php") && !path.startsWith("vendor/"))
        .limit(MOST_FILES)
        .map(path -> project.text(path).orElse(""))
        .forEach(text -> {
          add(MYSQLI, text, "mysqli", names);
          add(PDO_MYSQL, text, "pdo_mysql", names);
          add(PDO_PGSQL, text, "pdo_pgsql", names);
        });
    return names;
  }

  private static void add(Pattern pattern, String text, String extension, Set<String> names) {
    if (pattern.matcher(text).find()) {
      names.add(extension);
    }
  }
}
