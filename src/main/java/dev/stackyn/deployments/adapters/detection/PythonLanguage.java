package dev.stackyn.deployments.adapters.detection;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Python, with whichever tool fetches its packages. */
final class PythonLanguage implements Language {
  private static final String[] LISTS = {
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "Pipfile",
    "requirements.txt",
    "pyproject.toml",
    "setup.py",
    "requirements/production.txt",
    "requirements/prod.txt",
    "requirements/base.txt"
  };
  private static final String[] SCRIPTS = {"main.py", "app.py", "server.py"};
  private static final List<String> FRAMEWORKS =
      List.of(
          "django",
          "flask",
          "fastapi",
          "starlette",
          "litestar",
          "quart",
          "bottle",
          "streamlit",
          "gradio");

  @Override
  public String name() {
    return "python";
  }

  /**
   * Lists of packages are also there for a script or two beside what the project is: where there is
   * a package.json, only a framework for the web is a sign.
   */
  @Override
  public Optional<String> sign(Project project) {
    if (project.has("manage.py")) {
      return Optional.of("manage.py is there");
    }
    Optional<String> list = project.first(LISTS);
    if (project.has("package.json")) {
      return list.filter(_ -> !Assets.isServer(project))
          .flatMap(_ -> framework(project))
          .map(name -> "it depends on " + name);
    }
    return list.or(() -> project.first(SCRIPTS).filter(_ -> !project.has("index.html")))
        .map(file -> file + " is there");
  }

  private static Optional<String> framework(Project project) {
    Set<String> names = PythonPackages.of(project).names();
    return FRAMEWORKS.stream().filter(names::contains).findFirst();
  }

  @Override
  public Draft draft(Project project, Findings findings) {
    PythonPackages packages = PythonPackages.of(project);
    packages.tell(findings);
    String version = PythonVersion.choose(project, findings);
    Optional<DjangoApp> django = DjangoApp.of(project, packages.names());
    PythonApp app =
        django.map(DjangoApp::app).orElseGet(() -> PythonApp.of(project, packages.names()));
    if (!app.name().equals("Python")) {
      findings.decide("framework", app.name(), "it depends on it");
    }
    django.ifPresent(one -> one.warn(findings));
    return new PythonSheet(project, packages, app, django, version, findings).draft();
  }
}
