package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What fetches a Python project's packages, and which ones it names.
 *
 * @param root the folder with the lock file, from the repository's root: that of the app, or of the
 *     workspace that the app is in
 * @param file what the packages are named in, or locked
 * @param names the packages that the project names itself, as the index writes them
 */
record PythonPackages(
    Project project, Manager manager, String root, Optional<String> file, Set<String> names) {
  private static final Pattern REQUIREMENT =
      Pattern.compile("^[ \\t]{0,40}([A-Za-z0-9][A-Za-z0-9._-]{0,99})", Pattern.MULTILINE);
  private static final Pattern INCLUDED =
      Pattern.compile(
          "^[ \\t]{0,40}(?:-r|--requirement|-c|--constraint)[ =]*(\\S{1,200})", Pattern.MULTILINE);
  private static final Pattern LOCAL =
      Pattern.compile(
          "^[ \\t]{0,40}(?:-e\\b|--editable|\\.|file:|\\S{1,100}\\s{0,40}@\\s{0,40}file:)",
          Pattern.MULTILINE);
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");
  private static final String[] REQUIREMENTS = {
    "requirements.txt",
    "requirements/production.txt",
    "requirements/prod.txt",
    "requirements/base.txt"
  };
  static final String OWN_LIST = ".stackyn/requirements.txt";

  /** The tools that there are. */
  enum Manager {
    UV("uv", "uv"),
    POETRY("poetry", "pypoetry"),
    PDM("pdm", "pdm"),
    PIPENV("pipenv", "pipenv"),
    /** A list of requirements. */
    PIP("pip", "pip"),
    /** What {@code pyproject.toml} or {@code setup.py} names. */
    PROJECT("pip", "pip"),
    NONE("pip", "pip");

    private final String word;
    private final String cache;

    Manager(String word, String cache) {
      this.word = word;
      this.cache = cache;
    }

    String word() {
      return word;
    }

    /** Whether it has to be fetched before it can fetch anything. */
    boolean isTool() {
      return !word.equals("pip");
    }
  }

  /** A lock file says most; then come the lists that people write. */
  static PythonPackages of(Project project) {
    Optional<String> workspace = workspace(project);
    if (workspace.isPresent()) {
      return made(project, Manager.UV, workspace.get(), Optional.of("uv.lock"));
    }
    JsonNode described = project.toml("pyproject.toml");
    Optional<String> requirements = project.first(REQUIREMENTS);
    if (project.has("poetry.lock")) {
      return made(project, Manager.POETRY, Optional.of("poetry.lock"));
    } else if (project.has("pdm.lock")) {
      return made(project, Manager.PDM, Optional.of("pdm.lock"));
    } else if (project.has("Pipfile.lock") || project.has("Pipfile")) {
      return made(project, Manager.PIPENV, project.first("Pipfile.lock", "Pipfile"));
    } else if (requirements.isPresent()) {
      return made(project, Manager.PIP, requirements);
    } else if (described.path("tool").path("poetry").has("dependencies")) {
      return made(project, Manager.POETRY, Optional.of("pyproject.toml"));
    } else if (described.has("project") || project.has("setup.py")) {
      return made(project, Manager.PROJECT, project.first("pyproject.toml", "setup.py"));
    }
    return made(project, Manager.NONE, Optional.empty());
  }

  /** Where uv's lock file is: here, or in the workspace that has this project as a member. */
  private static Optional<String> workspace(Project project) {
    return project
        .nearest("uv.lock")
        .filter(folder ->
            folder.equals(project.folder())
                || project
                    .at(folder)
                    .toml("pyproject.toml")
                    .path("tool")
                    .path("uv")
                    .has("workspace"));
  }

  private static PythonPackages made(Project project, Manager manager, Optional<String> file) {
    return made(project, manager, project.folder(), file);
  }

  private static PythonPackages made(
      Project project, Manager manager, String root, Optional<String> file) {
    return new PythonPackages(project, manager, root, file, names(project));
  }

  /** All that the project names, wherever it does: the tools leave lists for each other. */
  private static Set<String> names(Project project) {
    Set<String> names = new TreeSet<>();
    JsonNode described = project.toml("pyproject.toml");
    described
        .path("project")
        .path("dependencies")
        .forEach(text -> named(text.asText()).ifPresent(names::add));
    Stream.of(
            described.path("tool").path("poetry").path("dependencies"),
            project.toml("Pipfile").path("packages"))
        .forEach(table -> table.fieldNames().forEachRemaining(name -> names.add(usual(name))));
    project
        .first(REQUIREMENTS)
        .flatMap(project::text)
        .ifPresent(text -> {
          addAll(text, names);
          included(project, text).forEach(more -> addAll(project.text(more).orElse(""), names));
        });
    return names;
  }

  private static void addAll(String requirements, Set<String> names) {
    Matcher matcher = REQUIREMENT.matcher(requirements);
    while (matcher.find()) {
      names.add(usual(matcher.group(1)));
    }
  }

  /** What one list takes over from another, by its path from the app's folder. */
  private static List<String> included(Project project, String text) {
    List<String> paths = new ArrayList<>();
    Matcher matcher = INCLUDED.matcher(text);
    String from = project.first(REQUIREMENTS).orElse("");
    String folder = from.contains("/") ? from.substring(0, from.lastIndexOf('/') + 1) : "";
    while (matcher.find() && paths.size() < 10) {
      String path = folder + matcher.group(1).replaceFirst("^\\./", "");
      if (Plain.isPath(path) && project.has(path)) {
        paths.add(path);
      }
    }
    return paths;
  }

  private static Optional<String> named(String requirement) {
    return Plain.found(REQUIREMENT, requirement).map(PythonPackages::usual);
  }

  private static String usual(String name) {
    return SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  void tell(Findings findings) {
    findings.decide(
        "package manager",
        manager.word(),
        file.map(name -> name + " is there").orElse("there is no list of packages"));
    boolean unlocked =
        (manager == Manager.PIPENV || manager == Manager.POETRY)
            && file.filter(name -> name.endsWith(".lock")).isEmpty();
    if (unlocked) {
      findings.warn(
          "There is no lock file of %s: each build takes the newest packages there are."
              .formatted(manager.word()));
    }
  }

  /** The app's folder below that of the workspace; empty when they are one. */
  String member() {
    return project.below(root);
  }

  /** The files that decide which packages there are, if those are enough to fetch them. */
  List<String> manifests() {
    return switch (manager) {
      case UV -> present("pyproject.toml", "uv.lock");
      case POETRY -> present("pyproject.toml", "poetry.lock", "poetry.toml");
      case PDM -> present("pyproject.toml", "pdm.lock");
      case PIPENV -> present("Pipfile", "Pipfile.lock");
      case PIP -> lists();
      case PROJECT -> ownList().isEmpty() ? List.of() : List.of(OWN_LIST);
      case NONE -> List.of();
    };
  }

  private List<String> present(String... files) {
    return Stream.of(files).filter(project.at(root)::has).toList();
  }

  /** None when one of them names a folder of the project: then every file is needed. */
  private List<String> lists() {
    String list = file.orElseThrow();
    String text = project.text(list).orElse("");
    List<String> all = new ArrayList<>(List.of(list));
    all.addAll(included(project, text));
    long said = INCLUDED.matcher(text).results().count();
    boolean apart =
        said == all.size() - 1
            && all.stream().noneMatch(path -> path.contains("/"))
            && all.stream().noneMatch(path -> LOCAL.matcher(project.text(path).orElse("")).find());
    return apart ? all : List.of();
  }

  /** What pyproject.toml names, as a list of its own: it can be fetched without the sources. */
  Optional<String> ownList() {
    JsonNode named = project.toml("pyproject.toml").path("project").path("dependencies");
    List<String> lines = new ArrayList<>();
    for (JsonNode line : named) {
      boolean plain = line.asText().chars().noneMatch(Character::isISOControl);
      if (!plain || line.asText().length() > 500 || lines.size() == 1_000) {
        return Optional.empty();
      }
      lines.add(line.asText());
    }
    return manager == Manager.PROJECT && !lines.isEmpty()
        ? Optional.of(String.join("\n", lines) + "\n")
        : Optional.empty();
  }

  /** Whether the project is itself a package, to be installed after its files are there. */
  boolean isPackage() {
    JsonNode described = project.toml("pyproject.toml");
    JsonNode tool = described.path("tool");
    return switch (manager) {
      case UV -> tool.path("uv").path("package").asBoolean(described.has("build-system"));
      case POETRY -> described.has("build-system") && hasOwnModules(described);
      case PDM -> tool.path("pdm").path("distribution").asBoolean(described.has("build-system"));
      case PROJECT -> described.has("build-system") || project.has("setup.py");
      case PIPENV, PIP, NONE -> false;
    };
  }

  /** Poetry refuses to install a project in which it finds no module of the project's name. */
  private boolean hasOwnModules(JsonNode described) {
    JsonNode poetry = described.path("tool").path("poetry");
    String name =
        poetry
            .path("name")
            .asText(described.path("project").path("name").asText())
            .replace('-', '_');
    boolean found =
        Stream.of(name, "src/" + name).anyMatch(project::hasFolder) || project.has(name + ".py");
    return poetry.path("package-mode").asBoolean(true) && (found || poetry.has("packages"));
  }

  Cache[] caches() {
    Cache pip = new Cache("pip", "/root/.cache/pip");
    return manager.isTool()
        ? new Cache[] {new Cache(manager.word(), "/root/.cache/" + manager.cache), pip}
        : new Cache[] {pip};
  }
}
