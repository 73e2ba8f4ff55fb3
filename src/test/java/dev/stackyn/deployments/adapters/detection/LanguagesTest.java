package dev.stackyn.deployments.adapters.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.Plan;
import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same in all languages, and what none of them may be led to. */
class LanguagesTest {
  private static final Detector DETECTOR = new Detector(DetectionSettings.USUAL);

  /** The least that each language takes for a project of its own. */
  private static Tree project(String language, String manifest) {
    return switch (language) {
      case "java" ->
          Tree.of(
              "pom.xml",
              "<project><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId>"
                  + "</plugin></plugins></build></project>",
              "stackyn.json",
              manifest);
      case "dotnet" ->
          Tree.of("A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"/>", "stackyn.json", manifest);
      case "elixir" -> Tree.of("mix.exs", "app: :shop,", "stackyn.json", manifest);
      case "go" ->
          Tree.of(
              "go.mod",
              "module x\n",
              "main.go",
              "package main\nfunc main() {}\n",
              "stackyn.json",
              manifest);
      case "rust" ->
          Tree.of(
              "Cargo.toml",
              "[package]\nname = \"x\"\n",
              "src/main.rs",
              "",
              "stackyn.json",
              manifest);
      case "php" -> Tree.of("index.php", "<?php", "stackyn.json", manifest);
      case "ruby" -> Tree.of("Gemfile", "gem 'puma'", "config.ru", "", "stackyn.json", manifest);
      case "python" -> Tree.of("main.py", "", "stackyn.json", manifest);
      case "deno" -> Tree.of("deno.json", "{}", "main.ts", "", "stackyn.json", manifest);
      case "node" ->
          Tree.of(
              "package.json",
              "{\"scripts\": {\"start\": \"node x.js\"}, \"dependencies\": {\"x\": \"1\"}}",
              "stackyn.json",
              manifest);
      default -> throw new IllegalArgumentException(language);
    };
  }

  private static Plan plan(Tree tree) {
    return DETECTOR.plan(
        tree,
        new Wishes(Path.of(""), Optional.empty(), Optional.empty(), BuildVariables.NONE, "app"));
  }

  private static String dockerfile(Plan plan) {
    return ((Instructions.Generated) plan.instructions()).dockerfile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"java", "dotnet", "elixir", "go", "rust", "php", "ruby", "python", "deno", "node"})
  void doesWhatTheProjectSaysInItsOrder(String language) {
    Plan plan =
        plan(
            project(
                language,
                """
                {"install": "fetch --all", "build": "make it", "start": ["run", "it now"],
                 "release": "prepare it", "packages": ["libvips42"], "port": 9000,
                 "health_path": "/healthz"}
                """));

    assertThat(dockerfile(plan))
        .containsSubsequence(
            "fetch --all",
            "make it",
            "apt-get install --yes --no-install-recommends",
            "libvips42",
            "USER 1000:1000",
            "CMD [\"run\", \"it now\"]");
    assertThat(plan.hints().port()).contains(9000);
    assertThat(plan.hints().healthPath()).contains("/healthz");
    assertThat(plan.hints().prepare()).contains(List.of("prepare", "it"));
    assertThat(plan.decisions())
        .anySatisfy(decision -> {
          assertThat(decision.about()).isEqualTo("language");
          assertThat(decision.choice()).isEqualTo(language);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "dotnet", "elixir", "go", "rust", "ruby", "python", "deno"})
  void servesTheFolderThatTheBuildMakesWhereNothingElseIsStarted(String language) {
    String dockerfile =
        dockerfile(plan(project(language, "{\"build\": \"make pages\", \"output\": \"site\"}")));

    assertThat(dockerfile)
        .containsSubsequence(
            "make pages",
            "FROM nginxinc/nginx-unprivileged:",
            "[\"/srv/app/site\", \"/usr/share/nginx/html\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"java", "dotnet", "elixir", "go", "rust", "php", "ruby", "python", "deno"})
  void startsWhatTheProcfileSays(String language) {
    SortedMap<String, String> files = new TreeMap<>(project(language, "{}").files());
    files.put("Procfile", "worker: sleep\nweb: serve --port $PORT\nrelease: prepare now\n");

    Plan plan = plan(new Tree(files));

    assertThat(dockerfile(plan)).endsWith("CMD [\"/bin/sh\", \"-c\", \"serve --port $PORT\"]\n");
    assertThat(plan.hints().prepare()).contains(List.of("prepare", "now"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"go", "dotnet", "elixir"})
  void asksForAStartWhereTheBuildIsTheProjectsOwn(String language) {
    assertThat(failure(project(language, "{\"build\": \"make\"}")))
        .contains(
            "START_UNKNOWN stackyn.json replaces the build: say with \"start\" what is started.");
  }

  /** Files with words in them that are more than words, wherever a language takes words from. */
  static Stream<Tree> hostile() {
    String evil = "x\"]\nRUN evil $(evil) `evil` ${evil} && evil;'#\n";
    List<Tree> trees = new ArrayList<>();
    for (String word : List.of(evil, "$(evil)", "a b; evil", "../../evil", "-evil", "evil\\")) {
      String json = word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
      String xml = word.replace("&", "&amp;");
      trees.add(
          Tree.of(
              "pyproject.toml",
              "[project]\nname = \"%s\"\nrequires-python = \"%s\"\ndependencies = [\"django\"]\n"
                  .formatted(json, json),
              "uv.lock",
              "",
              "manage.py",
              "",
              "evil; evil/wsgi.py",
              "application = 1",
              "core/settings.py",
              "STATIC_ROOT = 1\nenv('%sSECRET_KEY')".formatted(word),
              "core/wsgi.py",
              "",
              ".python-version",
              word));
      trees.add(
          Tree.of(
              "pom.xml",
              "<project><artifactId>%s</artifactId><properties><java.version>%s</java.version></properties><modules><module>%s</module></modules><build><plugins><plugin><configuration><mainClass>%s</mainClass></configuration></plugin></plugins></build></project>"
                  .formatted(xml, xml, xml, xml),
              "Procfile",
              "web: ok"));
      trees.add(
          Tree.of(
              "go.mod",
              "module %s\ngo %s\ntoolchain %s".formatted(word, word, word),
              "cmd/" + word.replace('\n', ' ') + "/main.go",
              "package main\nfunc main() {}",
              "cmd/b/main.go",
              "package main\nfunc main() {}"));
      trees.add(
          Tree.of(
              "Cargo.toml",
              "[package]\nname = \"%s\"\ndefault-run = \"%s\"\n[[bin]]\nname = \"%s\"\n"
                  .formatted(json, json, json),
              "rust-toolchain",
              word));
      trees.add(
          Tree.of(
              "Gemfile",
              "ruby \"%s\"\ngem \"puma\"\ngem \"%s\"".formatted(word, word),
              "config.ru",
              "",
              ".ruby-version",
              word,
              "Gemfile.lock",
              "PLATFORMS\n  %s\nRUBY VERSION\n  ruby %s".formatted(word, word)));
      trees.add(
          Tree.of(
              "composer.json",
              "{\"require\": {\"php\": \"%s\", \"ext-%s\": \"*\"}, \"config\": {\"platform\": {\"php\": \"%s\"}}}"
                  .formatted(json, json, json),
              "index.php",
              "",
              "Procfile",
              "web: vendor/bin/heroku-php-apache2 " + word));
      trees.add(
          Tree.of(
              "A.csproj",
              "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>%s</TargetFramework><AssemblyName>%s</AssemblyName></PropertyGroup></Project>"
                  .formatted(xml, xml),
              "global.json",
              "{\"sdk\": {\"version\": \"%s\"}}".formatted(json)));
      trees.add(
          Tree.of(
              "mix.exs",
              "app: :%s, elixir: \"%s\", releases: [%s: []]".formatted(word, word, word),
              ".tool-versions",
              "elixir " + word,
              "Procfile",
              "web: ok"));
      trees.add(
          Tree.of(
              "deno.json",
              "{\"tasks\": {\"start\": \"deno run %s\"}}".formatted(json),
              ".deno-version",
              word));
    }
    return trees.stream();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void letsNoFileWriteIntoTheDockerfile(Tree tree) {
    Plan plan;
    try {
      plan = plan(tree);
    } catch (DeployFailure e) {
      assertThat(e.text()).isNotBlank().doesNotContain("\n");
      return;
    }
    // What is started is the owner's own command: it is given as words, and ends no line.
    assertThat(dockerfile(plan).lines().filter(line -> !line.startsWith("CMD [")))
        .noneMatch(line -> line.startsWith("RUN evil") || line.contains("../"))
        .noneMatch(line -> line.matches(".*(?:\\$\\(|`|; ?|&& |\\$\\{| -)evil.*"));
  }

  @Test
  void failsWithATextForTheOwnerWhateverIsInTheFiles() {
    Random random = new Random(7);
    for (int round = 0; round < 3_000; round++) {
      Tree tree = broken(random);
      try {
        plan(tree);
      } catch (DeployFailure e) {
        assertThat(e.text()).isNotBlank();
      }
    }
  }

  private static final String[] LANGUAGES = {
    "java", "dotnet", "elixir", "go", "rust", "php", "ruby", "python", "deno"
  };
  private static final String[] NAMES = {
    "requirements.txt",
    "Pipfile",
    "pyproject.toml",
    "uv.lock",
    "composer.json",
    "composer.lock",
    "global.json",
    "rust-toolchain.toml",
    ".tool-versions",
    "mise.toml",
    "Gemfile.lock",
    "go.work",
    "build.gradle",
    "settings.gradle",
    "gradle/libs.versions.toml",
    "package.json",
    "manage.py",
    "app/settings.py",
    "app/wsgi.py",
    ".sdkmanrc",
    "config/runtime.exs",
    "Procfile",
    "artisan"
  };
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    "<",
    "</project>",
    ">",
    "\n",
    "=",
    ":",
    "0",
    "1e999",
    "-1",
    "é",
    "\u0000",
    "name",
    "version",
    "null",
    "true",
    "<project>",
    "<a",
    "&lt;",
    "tasks",
    "sdk",
    "[package]\n",
    "[[bin]]\n",
    "dependencies",
    "require",
    "=> ../",
    "web: ",
    "'",
    "\\",
    "((((((((",
    ",",
    " "
  };

  /**
   * A project of some language, with other files beside it and pieces of text where they may not
   * be.
   */
  private static Tree broken(Random random) {
    SortedMap<String, String> files =
        new TreeMap<>(project(LANGUAGES[random.nextInt(LANGUAGES.length)], "{}").files());
    for (int i = random.nextInt(4); i >= 0; i--) {
      files.put(NAMES[random.nextInt(NAMES.length)], pieces(random));
    }
    String some = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    files.merge(
        some,
        pieces(random),
        (text, more) -> {
          int at = random.nextInt(text.length() + 1);
          return text.substring(0, at) + more + text.substring(at);
        });
    return new Tree(files);
  }

  private static String pieces(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)].repeat(1 + random.nextInt(3)));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java pom.xml",
        "java build.gradle",
        "dotnet A.csproj",
        "dotnet global.json",
        "elixir mix.exs",
        "elixir .tool-versions",
        "go go.mod",
        "go main.go",
        "rust Cargo.toml",
        "ruby Gemfile",
        "ruby Gemfile.lock",
        "php composer.json",
        "php composer.lock",
        "php index.php",
        "php Procfile",
        "python requirements.txt",
        "python pyproject.toml",
        "python Pipfile",
        "python main.py",
        "python manage.py",
        "deno deno.json"
      })
  void readsTheLargestFilesThatThereAre(String languageAndFile) {
    int space = languageAndFile.indexOf(' ');
    String language = languageAndFile.substring(0, space);
    String file = languageAndFile.substring(space + 1);
    for (String piece :
        List.of(
            "a",
            " ",
            "\n",
            "[",
            "<a>",
            "(a|",
            "=>../",
            "  a\n",
            "\"",
            "\nweb: heroku-php-apache2 ")) {
      SortedMap<String, String> files = new TreeMap<>(project(language, "{}").files());
      files.put(file, piece.repeat(1_000_000 / piece.length()));
      assertThat(failure(new Tree(files)).orElse("a plan")).isNotBlank();
    }
  }

  /** What it fails with; nothing when there is a plan. */
  private static Optional<String> failure(Tree tree) {
    try {
      plan(tree);
      return Optional.empty();
    } catch (DeployFailure e) {
      return Optional.of(e.code() + " " + e.text());
    }
  }
}
