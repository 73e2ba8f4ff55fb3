package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.ports.LastWordsStore;
import dev.stackyn.kernel.DeploymentId;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What a version printed before its container went: the engine forgets it with the container, and
 * it is often why somebody looks.
 */
@Singleton
public class LastWords {
  private static final int LONGEST = 64 * 1024;

  private final LastWordsStore store;

  public LastWords(LastWordsStore store) {
    this.store = store;
  }

  /** As many of the last lines as there is room for. */
  public void keep(DeploymentId deployment, List<String> lines) {
    int length = 0;
    int first = lines.size();
    while (first > 0 && length + lines.get(first - 1).length() < LONGEST) {
      length += lines.get(--first).length() + 1;
    }
    String text = String.join("\n", lines.subList(first, lines.size()));
    if (!text.isEmpty()) {
      store.keep(deployment, text);
    }
  }
}
