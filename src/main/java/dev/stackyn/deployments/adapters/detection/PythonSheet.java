package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Steps.Chosen;
import dev.stackyn.deployments.domain.BaseImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Dockerfile of a Python project: its packages are put into an environment of their own, where
 * there are compilers and headers, and that is copied to where it is run.
 */
final class PythonSheet {
  private static final String ENVIRONMENT = "/opt/venv";
  private static final String TOOLS = "/opt/tools";

  /** Packages that are built on a library of the system, and the Debian package that has it. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "psycopg2", List.of("libpq5"),
          "psycopg", List.of("libpq5"),
          "mysqlclient", List.of("libmariadb3"),
          "weasyprint", List.of("libpango-1.0-0", "libpangoft2-1.0-0"),
          "cairosvg", List.of("libcairo2"),
          "opencv-python", List.of("libgl1", "libglib2.0-0"),
          "python-magic", List.of("libmagic1"),
          "pdf2image", List.of("poppler-utils"),
          "pytesseract", List.of("tesseract-ocr"),
          "pydub", List.of("ffmpeg"));

  private final Project project;
  private final PythonPackages packages;
  private final PythonApp app;
  private final Optional<DjangoApp> django;
  private final String version;
  private final Steps steps;
  private final Sheet sheet;
  private final Optional<Assets> assets;
  private final Chosen chosen;

  PythonSheet(
      Project project,
      PythonPackages packages,
      PythonApp app,
      Optional<DjangoApp> django,
      String version,
      Findings findings) {
    this.project = project;
    this.packages = packages;
    this.app = app;
    this.django = django;
    this.version = version;
    this.steps = new Steps(project, findings);
    this.sheet = project.sheet();
    this.assets = Assets.built(project, findings);
    this.chosen =
        steps.choose(
            Assets.before(assets, django.flatMap(DjangoApp::collect)),
            app::start,
            Steps.unknownStart(
                "The project shows no app that could be served and no main.py, app.py or server.py"));
  }

  Draft draft() {
    Draft draft =
        Draft.of(
            app.name().equals("Python")
                ? "Python " + version
                : "%s on Python %s".formatted(app.name(), version),
            packages.root(),
            sheet,
            "**/__pycache__",
            "**/*.pyc",
            "**/.venv",
            "**/venv",
            "**/node_modules");
    Optional<String> list = packages.ownList();
    draft = list.isPresent() ? draft.with(PythonPackages.OWN_LIST, list.get()) : draft;
    prepare();
    if (chosen.isPages()) {
      return steps.serve(draft, folder(), chosen);
    }
    run();
    return draft;
  }

  private void prepare() {
    assets.ifPresent(made -> made.begin(sheet));
    sheet
        .from(project.image(BaseImage.PYTHON_BUILD, version), "build")
        .folder(Steps.HOME)
        .env("VIRTUAL_ENV", ENVIRONMENT)
        .env("PATH", "%s/bin:%s$PATH".formatted(ENVIRONMENT, tool() ? TOOLS + "/bin:" : ""));
    if (packages.manager() == PythonPackages.Manager.UV) {
      sheet
          .env("UV_PROJECT_ENVIRONMENT", ENVIRONMENT)
          .env("UV_PYTHON_DOWNLOADS", "never")
          .env("UV_LINK_MODE", "copy")
          .env("UV_COMPILE_BYTECODE", "1");
    }
    sheet.variables();
    assets.ifPresent(made -> {
      made.bring(sheet);
      made.install(sheet);
    });
    environment();
    install();
    if (chosen.build().isPresent()) {
      if (!packages.member().isEmpty()) {
        sheet.folder(folder());
      }
      sheet.build(chosen.build().get());
      assets.ifPresent(_ -> Assets.forget(sheet));
    }
  }

  private boolean tool() {
    return packages.manager().isTool();
  }

  private void environment() {
    String make = "python3 -m venv " + ENVIRONMENT;
    if (tool()) {
      sheet.build(
          "%s && python3 -m venv %s && %s/bin/pip install %s"
              .formatted(make, TOOLS, TOOLS, packages.manager().word()),
          new Sheet.Cache("pip", "/root/.cache/pip"));
    } else {
      sheet.run(make);
    }
  }

  /** First what has no need of the sources, so that it is done again only when it changes. */
  private void install() {
    List<String> manifests = packages.manifests();
    boolean apart =
        chosen.install().isEmpty() && packages.member().isEmpty() && !manifests.isEmpty();
    boolean after = chosen.install().isEmpty() && packages.isPackage();
    if (apart) {
      sheet.copy(manifests, "./").build(line(!after), packages.caches());
      if (after || chosen.build().isPresent()) {
        sheet.copyAll();
      }
    } else {
      if (chosen.install().isPresent()
          || packages.manager() != PythonPackages.Manager.NONE
          || isChanged()) {
        sheet.copyAll();
      }
      chosen
          .install()
          .or(() -> whole(after))
          .ifPresent(line -> sheet.build(line, packages.caches()));
    }
    if (apart && after) {
      sheet.build(own(), packages.caches());
    }
  }

  private Optional<String> whole(boolean after) {
    return switch (packages.manager()) {
      case UV -> Optional.of(own());
      case PROJECT -> after ? Optional.of(own()) : unlessEmpty(line(true));
      case NONE -> unlessEmpty(line(true));
      case POETRY, PDM, PIPENV, PIP -> Optional.of(line(true));
    };
  }

  private static Optional<String> unlessEmpty(String line) {
    return Optional.of(line).filter(text -> !text.isEmpty());
  }

  /** All packages, but not the project itself. */
  private String line(boolean last) {
    boolean locked = packages.file().filter(name -> name.endsWith(".lock")).isPresent();
    return switch (packages.manager()) {
      case UV -> "uv sync --frozen --no-dev --no-install-project" + (last ? served("uv pip") : "");
      case POETRY -> "poetry install --no-interaction --only main --no-root" + served("pip");
      case PDM -> "pdm sync --prod --no-self" + served("pip");
      case PIPENV -> (locked ? "pipenv sync" : "pipenv install --skip-lock") + served("pip");
      case PIP -> "pip install --requirement " + packages.file().orElseThrow() + also();
      case PROJECT, NONE ->
          packages.ownList().isPresent()
              ? "pip install --requirement " + PythonSheet.list() + also()
              : app.server().filter(_ -> runs()).map("pip install "::concat).orElse("");
    };
  }

  private static String list() {
    return PythonPackages.OWN_LIST.substring(PythonPackages.OWN_LIST.indexOf('/') + 1);
  }

  /** The project itself, beside its packages. */
  private String own() {
    return switch (packages.manager()) {
      case UV -> "uv sync --frozen --no-dev%s%s".formatted(selected(), served("uv pip"));
      case POETRY -> "poetry install --no-interaction --only main";
      case PDM -> "pdm sync --prod";
      case PROJECT ->
          packages.ownList().isPresent() ? "pip install --no-deps ." : "pip install ." + also();
      case PIPENV, PIP, NONE -> throw new IllegalStateException("it is no package");
    };
  }

  private String selected() {
    String name = project.toml("pyproject.toml").path("project").path("name").asText();
    return packages.member().isEmpty()
        ? ""
        : Plain.name(name).map(" --package "::concat).orElse(" --all-packages");
  }

  /** The server, fetched by a command of its own. */
  private String served(String tool) {
    return app.server()
        .filter(_ -> runs())
        .map(server -> " && %s install %s".formatted(tool, server))
        .orElse("");
  }

  private String also() {
    return app.server().filter(_ -> runs()).map(" "::concat).orElse("");
  }

  /** Whether it is started as it would be by itself: what the project says may need no server. */
  private boolean runs() {
    return project.start().isEmpty();
  }

  private boolean isChanged() {
    return chosen.build().isPresent();
  }

  private void run() {
    sheet
        .from(project.image(BaseImage.PYTHON, version))
        .packages(libraries())
        .take("build", ENVIRONMENT, ENVIRONMENT);
    if (isChanged()) {
      sheet.take("build", Steps.HOME, Steps.HOME);
    } else {
      sheet.own(".", Steps.HOME);
    }
    sheet
        .folder(folder() + startedFrom())
        .env("PATH", ENVIRONMENT + "/bin:$PATH")
        .env("PYTHONUNBUFFERED", "1")
        // Nothing but the platform's own router can reach the app.
        .env("FORWARDED_ALLOW_IPS", "*");
    if (!app.path().isEmpty() && runs()) {
      sheet.env("PYTHONPATH", folder() + "/" + app.path());
    }
    sheet.unprivileged().start(chosen.start());
  }

  /** What the project says is meant from its own folder. */
  private String startedFrom() {
    return django
        .map(DjangoApp::folder)
        .filter(name -> runs() && !name.isEmpty())
        .map("/"::concat)
        .orElse("");
  }

  private List<String> libraries() {
    return Stream.concat(
            project.manifest().packages().stream(),
            packages.names().stream()
                .map(LIBRARIES::get)
                .filter(Objects::nonNull)
                .flatMap(List::stream))
        .collect(
            Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), ArrayList::new));
  }

  private String folder() {
    return packages.member().isEmpty() ? Steps.HOME : Steps.HOME + "/" + packages.member();
  }
}
