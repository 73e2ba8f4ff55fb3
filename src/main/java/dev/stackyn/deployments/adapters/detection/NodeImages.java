package dev.stackyn.deployments.adapters.detection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackyn.deployments.domain.BaseImage;
import java.util.List;

/**
 * What a Node.js project is built and run on.
 *
 * @param title for people: {@code Node.js 24}
 */
record NodeImages(String title, String build, String run) {
  /** The one with long-term support stands first; the names are those of their releases. */
  private static final List<String> NODE = List.of("24", "22", "20", "18", "26", "25", "23");

  private static final List<String> BUN = List.of("1");

  static NodeImages of(Project project, JsonNode manifest, boolean bun, Findings findings) {
    Versions versions = new Versions(project);
    if (bun) {
      String version = versions.file(".bun-version").tools("bun").choose(BUN, findings);
      String image = project.image(BaseImage.BUN, version);
      return new NodeImages("Bun " + version, image, image);
    }
    String version =
        versions
            .asked(
                named(
                    project
                        .nearest(".nvmrc")
                        .flatMap(at -> project.at(at).line(".nvmrc"))
                        .orElse("")),
                ".nvmrc")
            .file(".node-version")
            .tools("node", "nodejs")
            .asked(manifest.path("volta").path("node").asText(), "package.json")
            .asked(manifest.path("engines").path("node").asText(), "package.json")
            .choose(NODE, findings);
    return new NodeImages(
        "Node.js " + version,
        project.image(BaseImage.NODE_BUILD, version),
        project.image(BaseImage.NODE, version));
  }

  /** Releases with long-term support have names as well. */
  private static String named(String text) {
    return switch (text) {
      case "node", "stable", "lts/*" -> NODE.getFirst();
      case "lts/krypton" -> "24";
      case "lts/jod" -> "22";
      case "lts/iron" -> "20";
      case "lts/hydrogen" -> "18";
      default -> text;
    };
  }
}
