package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.ports.LastWordsStore;
import dev.stackyn.kernel.DeploymentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private static final DeploymentId ID = new DeploymentId(7);

  private final Map<DeploymentId, String> kept = new HashMap<>();
  private final LastWords words = new LastWords(new Kept());

  @Test
  void theLinesAreKeptAsTheyWere() {
    words.keep(ID, List.of("listening", "", "Error: no database"));

    assertThat(words.of(ID)).hasValue("listening\n\nError: no database");
  }

  @Test
  void ofTooManyTheLastAreKeptEachWhole() {
    String line = "x".repeat(9_999);

    words.keep(ID, List.of("first", line, line, line, line, line, line, line, "last"));

    assertThat(words.of(ID).orElseThrow())
        .isEqualTo(String.join("\n", line, line, line, line, line, line, "last"));
    words.keep(ID, List.of("first", "y".repeat(65_536)));
    assertThat(words.of(ID).orElseThrow()).endsWith("last");
  }

  @Test
  void whoSaidNothingLeavesNothing() {
    words.keep(ID, List.of());
    words.keep(ID, List.of(""));

    assertThat(words.of(ID)).isEmpty();
  }

  private final class Kept implements LastWordsStore {
    @Override
    public void keep(DeploymentId deployment, String text) {
      kept.put(deployment, text);
    }

    @Override
    public Optional<String> of(DeploymentId deployment) {
      return Optional.ofNullable(kept.get(deployment));
    }
  }
}
