package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Project.Start;
import dev.stackyn.deployments.adapters.detection.Steps.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Django project: where its modules are, which of them is served, and what it wants of a build.
 *
 * @param folder the one with manage.py, from the app's own; empty for that one
 * @param settings the text of all its settings
 */
record DjangoApp(Project project, String folder, Set<String> packages, String settings) {
  private static final Pattern ROOT =
      Pattern.compile("^[ \\t]{0,40}STATIC_ROOT\\s{0,40}=", Pattern.MULTILINE);
  private static final Pattern NEEDED =
      Pattern.compile("[\"']([A-Z][A-Z0-9_]{0,60}SECRET_KEY|SECRET_KEY|DATABASE_URL)[\"']");
  private static final Pattern MODULE =
      Pattern.compile("(?:[A-Za-z_]\\w{0,60}/){1,3}(wsgi|asgi)\\.py");
  private static final int MOST_SETTINGS = 20;

  /** Nothing when there is no manage.py, here or in one folder below. */
  static Optional<DjangoApp> of(Project project, Set<String> packages) {
    if (project.has("manage.py")) {
      return Optional.of(made(project, "", packages));
    }
    List<String> below =
        project
            .below()
            .filter(path -> path.matches("[A-Za-z0-9_]{1,60}/manage\\.py"))
            .map(path -> path.substring(0, path.indexOf('/')))
            .limit(2)
            .toList();
    return below.size() == 1 && packages.contains("django")
        ? Optional.of(made(project, below.getFirst(), packages))
        : Optional.empty();
  }

  private static DjangoApp made(Project project, String folder, Set<String> packages) {
    Project place = project.at(folder.isEmpty() ? project.folder() : project.absolute(folder));
    String settings =
        place
            .below()
            .filter(path -> path.matches("[\\w/]{0,100}settings(/\\w{1,60})?\\.py"))
            .limit(MOST_SETTINGS)
            .map(path -> place.text(path).orElse(""))
            .collect(Collectors.joining("\n"));
    return new DjangoApp(place, folder, packages, settings);
  }

  /** A server for sockets and the like is only there where somebody wanted those. */
  PythonApp app() {
    Optional<String> asynchronous =
        packages.contains("uvicorn") || packages.contains("channels") || packages.contains("daphne")
            ? module("asgi")
            : Optional.empty();
    Optional<String> synchronous = module("wsgi");
    if (asynchronous.isPresent() || synchronous.isEmpty()) {
      Optional<String> module = asynchronous.or(() -> module("asgi"));
      boolean daphne = packages.contains("daphne") && !packages.contains("uvicorn");
      return new PythonApp(
          "Django",
          module.map(name -> asynchronous(name, daphne)),
          module.isPresent() && !daphne && !packages.contains("uvicorn")
              ? Optional.of("uvicorn")
              : Optional.empty(),
          "");
    }
    String name = synchronous.get();
    return new PythonApp(
        "Django",
        Optional.of(
            new Start(
                PythonApp.gunicorn(project, name + ":application"), file(name) + " has the app")),
        packages.contains("gunicorn") ? Optional.empty() : Optional.of("gunicorn"),
        "");
  }

  private Start asynchronous(String module, boolean daphne) {
    String target = module + ":application";
    return new Start(
        Commands.replacingTheShell(
            daphne
                ? "daphne --bind 0.0.0.0 --port $PORT --proxy-headers " + target
                : PythonApp.uvicorn(target)),
        file(module) + " has the app");
  }

  private Optional<String> module(String kind) {
    return project
        .below()
        .filter(path -> MODULE.matcher(path).matches() && path.endsWith("/" + kind + ".py"))
        .map(path -> path.substring(0, path.length() - 3).replace('/', '.'))
        .findFirst();
  }

  private static String file(String module) {
    return module.replace('.', '/') + ".py";
  }

  /** Puts the files together that a server beside Django hands out. */
  Optional<Step> collect() {
    if (!ROOT.matcher(settings).find()) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    Matcher needed = NEEDED.matcher(settings);
    while (needed.find()) {
      names.add(needed.group(1));
    }
    String assumed =
        names.stream()
            .map(name ->
                "%s=\"${%s:-%s}\" "
                    .formatted(
                        name,
                        name,
                        name.equals("DATABASE_URL") ? "sqlite://:memory:" : "only-while-building"))
            .collect(Collectors.joining());
    return Optional.of(
        new Step(
            "%spython %smanage.py collectstatic --noinput"
                .formatted(assumed, folder.isEmpty() ? "" : folder + "/"),
            "the settings have STATIC_ROOT"));
  }

  void warn(Findings findings) {
    if (project.release().isEmpty()) {
      findings.warn(
          "Migrations are not run by themselves: to run them before each switch, set \"release\" in"
              + " %s to \"python manage.py migrate\".".formatted(Manifest.FILE));
    }
    boolean served = packages.contains("whitenoise") || packages.contains("django-storages");
    if (ROOT.matcher(settings).find() && !served) {
      findings.warn(
          "Nothing serves the collected static files: Django does not do so itself where DEBUG is"
              + " off. Add whitenoise.");
    }
  }
}
