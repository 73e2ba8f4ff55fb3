package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/** JavaScript and TypeScript with a package.json, on Node.js or Bun. */
final class NodeLanguage implements Language {
  @Override
  public String name() {
    return "node";
  }

  @Override
  public Optional<String> sign(Project project) {
    return Optional.of("package.json is there").filter(_ -> project.has("package.json"));
  }

  @Override
  public Draft draft(Project project, Findings findings) {
    JsonNode manifest = project.json("package.json");
    NodePackages packages = NodePackages.of(project, findings);
    NodeFramework framework = NodeFramework.of(project, manifest);
    NodeImages images = NodeImages.of(project, manifest, packages.isBun(), findings);
    if (framework.isKnown()) {
      findings.decide("framework", framework.name(), "package.json depends on it");
    }
    if (NodePackages.dependsOn(manifest, "@sveltejs/adapter-auto")) {
      findings.warn("SvelteKit's adapter-auto builds nothing here: use @sveltejs/adapter-node.");
    }
    NodeProject node = new NodeProject(project, manifest, packages, framework);
    return new NodeSheet(node, images, findings).draft();
  }

  /** The scripts that a package manager runs by itself when it installs. */
  static boolean hasScript(JsonNode manifest, String... names) {
    return Stream.of(names).anyMatch(manifest.path("scripts")::has);
  }
}
