package dev.stackyn.deployments.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * How a repository becomes an image, and why like this.
 *
 * @param title what it is, in a few words: {@code Next.js on Node.js 24}
 * @param context the folder that is sent to the builder, relative to the repository's root
 * @param warnings what its owner should know, though it can be built
 */
public record Plan(
    String title,
    Path context,
    Instructions instructions,
    Hints hints,
    List<Decision> decisions,
    List<String> warnings) {
  public Plan {
    decisions = List.copyOf(decisions);
    warnings = List.copyOf(warnings);
  }
}
