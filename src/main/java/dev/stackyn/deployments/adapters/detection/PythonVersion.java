package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The version of Python that a project asks for. */
final class PythonVersion {
  /** Not the newest one first: many packages have no wheels for that for half a year. */
  private static final List<String> KNOWN =
      List.of("3.13", "3.12", "3.14", "3.11", "3.10", "3.9", "3.8");

  private PythonVersion() {}

  static String choose(Project project, Findings findings) {
    JsonNode described = project.toml("pyproject.toml");
    JsonNode pipfile = project.toml("Pipfile").path("requires");
    return new Versions(project)
        .asked(
            project.nearestLine(".python-version").replaceFirst("^cpython-", ""), ".python-version")
        .tools("python")
        .asked(
            project.line("runtime.txt").map(text -> text.replaceFirst("^python-", "")).orElse(""),
            "runtime.txt")
        .asked(described.path("project").path("requires-python").asText(), "pyproject.toml")
        .asked(
            described.path("tool").path("poetry").path("dependencies").path("python").asText(),
            "pyproject.toml")
        .asked(pipfile.path("python_full_version").asText(), "Pipfile")
        .asked(pipfile.path("python_version").asText(), "Pipfile")
        .choose(KNOWN, findings);
  }
}
