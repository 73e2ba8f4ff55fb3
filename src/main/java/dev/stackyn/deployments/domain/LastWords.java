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
  private final Redactors redactors;

  public LastWords(LastWordsStore store, Redactors redactors) {
    this.store = store;
    this.redactors = redactors;
  }

  /** As many of the last lines as there is room for, without what must not be told. */
  public void keep(DeploymentId deployment, List<String> printed) {
    List<String> lines =
        redactors.of(deployment).stream()
            .flatMap(redactor -> printed.stream().map(redactor::redact))
            .toList();
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
