package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Project.Start;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Python project is made with, as far as that decides how it is run.
 *
 * @param start how it is started; nothing when that cannot be seen
 * @param server the program that serves it, if that is a package which the project lacks
 * @param path the folder that modules are looked for in, from the app's own; empty for that one
 */
record PythonApp(String name, Optional<Start> start, Optional<String> server, String path) {
  private static final Pattern ASGI =
      Pattern.compile(
          "^([A-Za-z_]\\w{0,99})\\s{0,40}(?::[^=\\n]{1,100})?=\\s{0,40}(?:\\w{1,50}\\.)?(?:FastAPI|Starlette|Litestar|Quart|Robyn)\\(",
          Pattern.MULTILINE);
  private static final Pattern WSGI =
      Pattern.compile(
          "^([A-Za-z_]\\w{0,99})\\s{0,40}(?::[^=\\n]{1,100})?=\\s{0,40}(?:\\w{1,50}\\.)?(?:Flask|Bottle|create_app|make_app)\\(",
          Pattern.MULTILINE);
  private static final Pattern FACTORY =
      Pattern.compile("^(?:async )?def (create_app|make_app)\\(", Pattern.MULTILINE);
  private static final Pattern APPLICATION =
      Pattern.compile(
          "^(?:from \\S{1,100} )?import .{0,100}\\b(app|application)\\b", Pattern.MULTILINE);
  private static final List<String> FILES =
      List.of(
          "wsgi.py",
          "asgi.py",
          "main.py",
          "app.py",
          "application.py",
          "server.py",
          "run.py",
          "api.py");
  private static final List<String> SCRIPTS =
      List.of("main.py", "app.py", "server.py", "run.py", "bot.py", "src/main.py", "src/app.py");
  private static final String[] STREAMLIT = {
    "streamlit_app.py", "app.py", "main.py", "Home.py", "src/streamlit_app.py", "src/app.py"
  };
  private static final int MOST_FOLDERS = 30;

  /** A module, and what in it is the app. */
  private record Place(String file, String path, String module, String object) {
    String target() {
      return module + ":" + object;
    }
  }

  static PythonApp of(Project project, Set<String> packages) {
    if (packages.contains("fastapi")) {
      return asynchronous(project, packages, "FastAPI");
    } else if (packages.contains("streamlit")) {
      return new PythonApp(
          "Streamlit",
          project
              .first(STREAMLIT)
              .map(file ->
                  shell(
                      file,
                      "streamlit run %s --server.address=0.0.0.0"
                          + " --server.port=$PORT --server.headless=true")),
          Optional.empty(),
          "");
    } else if (packages.contains("gradio")) {
      return new PythonApp(
          "Gradio",
          project
              .first("app.py", "main.py")
              .map(file ->
                  shell(file, "env GRADIO_SERVER_NAME=0.0.0.0 GRADIO_SERVER_PORT=$PORT python %s")),
          Optional.empty(),
          "");
    }
    for (String name : List.of("Starlette", "Litestar", "Quart")) {
      if (packages.contains(name.toLowerCase(Locale.ROOT))) {
        return asynchronous(project, packages, name);
      }
    }
    for (String name : List.of("Flask", "Bottle")) {
      if (packages.contains(name.toLowerCase(Locale.ROOT))) {
        return synchronous(project, packages, name);
      }
    }
    return new PythonApp("Python", script(project), Optional.empty(), "");
  }

  private static PythonApp asynchronous(Project project, Set<String> packages, String name) {
    Optional<Place> place = place(project, ASGI, Optional.empty());
    return new PythonApp(
        name,
        place
            .map(at -> started(at, Commands.replacingTheShell(uvicorn(at.target()))))
            .or(() -> script(project)),
        place.isPresent() && !packages.contains("uvicorn") && !brings(packages)
            ? Optional.of("uvicorn")
            : Optional.empty(),
        place.map(Place::path).orElse(""));
  }

  /** The command line of FastAPI comes with a server. */
  private static boolean brings(Set<String> packages) {
    return packages.contains("fastapi-cli");
  }

  static String uvicorn(String target) {
    return "uvicorn %s --host 0.0.0.0 --port $PORT".formatted(target);
  }

  private static PythonApp synchronous(Project project, Set<String> packages, String name) {
    Optional<Place> place = place(project, WSGI, Optional.of(FACTORY));
    return new PythonApp(
        name,
        place.map(at -> started(at, gunicorn(project, at.target()))).or(() -> script(project)),
        place.isPresent() && !packages.contains("gunicorn")
            ? Optional.of("gunicorn")
            : Optional.empty(),
        place.map(Place::path).orElse(""));
  }

  /** It reads the port itself. What the project configures is not to be overruled. */
  static List<String> gunicorn(Project project, String target) {
    return project.has("gunicorn.conf.py")
        ? List.of("gunicorn", target)
        : List.of("gunicorn", "--threads", "8", "--access-logfile", "-", target);
  }

  private static Start started(Place place, List<String> command) {
    return new Start(command, place.file() + " has the app");
  }

  private static Start shell(String file, String command) {
    return new Start(Commands.replacingTheShell(command.formatted(file)), file + " is there");
  }

  private static Optional<Start> script(Project project) {
    return SCRIPTS.stream()
        .filter(project::has)
        .findFirst()
        .map(file -> new Start(List.of("python", file), file + " is there"));
  }

  /** Where the app is made: in the usual files of the usual folders, the nearest ones first. */
  private static Optional<Place> place(Project project, Pattern made, Optional<Pattern> factory) {
    List<String> files = files(project);
    for (String file : files) {
      String text = project.text(file).orElse("");
      Optional<String> object =
          Plain.found(made, text)
              .or(() ->
                  file.endsWith("wsgi.py") ? Plain.found(APPLICATION, text) : Optional.empty());
      if (object.isPresent()) {
        return Optional.of(at(project, file, object.get()));
      }
    }
    for (String file : factory.isPresent() ? files : List.<String>of()) {
      Optional<String> name = Plain.found(factory.get(), project.text(file).orElse(""));
      if (name.isPresent()) {
        return Optional.of(at(project, file, name.get() + "()"));
      }
    }
    return Optional.empty();
  }

  private static List<String> files(Project project) {
    List<String> folders =
        Stream.concat(Stream.of("app", "src", "api", "backend", "server"), modules(project))
            .distinct()
            .limit(MOST_FOLDERS)
            .toList();
    return Stream.concat(
            FILES.stream(),
            folders.stream()
                .flatMap(folder ->
                    Stream.concat(FILES.stream(), Stream.of("__init__.py"))
                        .map(file -> folder + "/" + file)))
        .filter(project::has)
        .toList();
  }

  /** Folders that are modules, here or below src. */
  private static Stream<String> modules(Project project) {
    return project
        .below()
        .filter(path -> path.endsWith("/__init__.py"))
        .map(path -> path.substring(0, path.lastIndexOf('/')))
        .filter(folder ->
            folder.startsWith("src/") ? folder.indexOf('/', 4) < 0 : !folder.contains("/"))
        .filter(folder -> !folder.startsWith("test") && isModule(folder));
  }

  private static boolean isModule(String folder) {
    return Plain.dotted(folder.replace('/', '.')).isPresent();
  }

  /** A folder src is no part of a module's name, unless the project itself thinks so. */
  private static Place at(Project project, String file, String object) {
    boolean below =
        file.startsWith("src/")
            && !project.has("src/__init__.py")
            && !project.text(file).orElse("").contains("from src");
    String module =
        file.substring(below ? 4 : 0)
            .replaceFirst("/__init__\\.py$", "")
            .replaceFirst("\\.py$", "")
            .replace('/', '.');
    return new Place(file, below ? "src" : "", module, object);
  }
}
